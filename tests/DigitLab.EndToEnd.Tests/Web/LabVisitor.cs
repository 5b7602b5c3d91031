using Microsoft.Playwright;

namespace DigitLab.EndToEnd.Tests;

/// <summary>Somebody who looks at the web lab in a real browser: every console error and failed request is noted.</summary>
internal sealed class LabVisitor : IAsyncDisposable
{
    private const int PhoneWidth = 600;
    private const float PatienceMs = 120_000;   // a machine that builds and trains beside this test

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<string> _faults = [];

    private static readonly string[] UsualArguments = ["--no-sandbox", "--disable-gpu"];

    private LabVisitor(IPlaywright playwright, IBrowser browser, IPage page) => (_playwright, _browser, Page) = (playwright, browser, page);

    internal IPage Page { get; }

    /// <summary>What went wrong on the pages so far.</summary>
    internal IReadOnlyList<string> Faults => _faults;

    /// <param name="address">The page.</param>
    /// <param name="width">Of the window.</param>
    /// <param name="height">Of the window.</param>
    /// <param name="isDark">Whether dark colours are wanted.</param>
    /// <param name="film">What the camera shows; no camera if null.</param>
    internal static async Task<LabVisitor> OpenAsync(string address, int width = 1280, int height = 900, bool isDark = false, string? film = null)
    {
        string[] camera = film is null ? [] : ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", $"--use-file-for-fake-video-capture={film}"];
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserFactAttribute.Executable, Args = [.. UsualArguments, .. camera] });
        IPage page = await browser.NewPageAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            HasTouch = width < PhoneWidth,
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        page.SetDefaultTimeout(PatienceMs);
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        var visitor = new LabVisitor(playwright, browser, page);
        page.Console += (_, message) => visitor.Note(message.Type is "error" or "warning", $"console: {message.Text}");
        page.PageError += (_, error) => visitor.Note(true, $"script: {error}");
        page.RequestFailed += (_, request) => visitor.Note(request.Failure != "net::ERR_ABORTED", $"{request.Url}: {request.Failure}");   // aborted: the page was left
        page.Response += (_, response) => visitor.Note(response.Status >= 400, $"{response.Url}: {response.Status}");
        page.Request += (_, request) => visitor.Note(!request.Url.StartsWith(new Uri(address).GetLeftPart(UriPartial.Authority), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal), $"elsewhere: {request.Url}");
        await page.GotoAsync(address);
        return visitor;
    }

    /// <summary>Draws strokes with the mouse, their points in shares of the board.</summary>
    internal async Task DrawAsync(IEnumerable<IReadOnlyList<(double X, double Y)>> strokes)
    {
        await Page.Locator("#canvas").ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult board = (await Page.Locator("#canvas").BoundingBoxAsync())!;
        foreach (IReadOnlyList<(double X, double Y)> stroke in strokes)
        {
            bool isDown = false;
            foreach ((double x, double y) in stroke)
            {
                await Page.Mouse.MoveAsync((float)(board.X + (x * board.Width)), (float)(board.Y + (y * board.Height)));
                if (!isDown)
                {
                    await Page.Mouse.DownAsync();
                    isDown = true;
                }
            }

            await Page.Mouse.UpAsync();
        }
    }

    /// <summary>Draws one stroke with a finger or a pen, as a screen tells of them; its points are shares of the board.</summary>
    internal async Task DrawWithAsync(string pointer, params (double X, double Y)[] stroke)
    {
        await Page.Locator("#canvas").ScrollIntoViewIfNeededAsync();
        LocatorBoundingBoxResult board = (await Page.Locator("#canvas").BoundingBoxAsync())!;
        ICDPSession screen = await Page.Context.NewCDPSessionAsync(Page);
        for (int i = 0; i <= stroke.Length; i++)
        {
            (double x, double y) = stroke[Math.Min(i, stroke.Length - 1)];
            (x, y) = (board.X + (x * board.Width), board.Y + (y * board.Height));
            bool isDown = i < stroke.Length;
            if (pointer == "touch")
            {
                await screen.SendAsync("Input.dispatchTouchEvent", new()
                {
                    ["type"] = i == 0 ? "touchStart" : isDown ? "touchMove" : "touchEnd",
                    ["touchPoints"] = isDown ? new[] { new { x, y } } : [],
                });
            }
            else
            {
                await screen.SendAsync("Input.dispatchMouseEvent", new()
                {
                    ["type"] = i == 0 ? "mousePressed" : isDown ? "mouseMoved" : "mouseReleased",
                    ["x"] = x,
                    ["y"] = y,
                    ["button"] = "left",
                    ["buttons"] = isDown ? 1 : 0,
                    ["clickCount"] = 1,
                    ["pointerType"] = pointer,
                    ["force"] = 0.7,
                });
            }
        }
    }

    /// <summary>Waits for the answer to what was drawn last.</summary>
    /// <returns>What is read; empty for none.</returns>
    internal async Task<string> AnswerAsync()
    {
        await Page.WaitForFunctionAsync("() => document.getElementById('answer').dataset.waited !== undefined");
        return (await Page.Locator("#answer").GetAttributeAsync("data-text"))!;
    }

    /// <summary>How long the last answer let wait after the pen was lifted, in milliseconds.</summary>
    internal async Task<double> WaitedAsync() => double.Parse((await Page.Locator("#answer").GetAttributeAsync("data-waited"))!);

    /// <summary>What the page cost that was opened: bytes, and milliseconds until its scripts had run and until all was there.</summary>
    internal Task<string> FirstPageAsync() => Page.EvaluateAsync<string>("""
        () => {
          const [page] = performance.getEntriesByType('navigation'), all = [page, ...performance.getEntriesByType('resource')];
          const bytes = all.reduce((sum, each) => sum + each.transferSize, 0);
          return `First page: ${bytes.toLocaleString('en')} bytes in ${all.length} files, interactive after ${page.domContentLoadedEventEnd.toFixed(0)} ms, whole after ${page.loadEventEnd.toFixed(0)} ms`;
        }
        """);

    /// <summary>Keeps what is seen, where <c>DIGITLAB_SCREENSHOTS</c> names a folder.</summary>
    internal async Task KeepAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("DIGITLAB_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
        }
    }

    private void Note(bool isFault, string what)
    {
        if (isFault)
        {
            _faults.Add(what);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
