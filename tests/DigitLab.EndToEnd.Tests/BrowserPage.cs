using Microsoft.Playwright;

namespace DigitLab.EndToEnd.Tests;

/// <summary>A page in a real browser: what it asked for, and whether its figures' texts can be read.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    // Texts of one figure whose letters meet, and texts that leave their figure. A text's box is higher than its letters: a fifth is taken off above and below.
    private const string FaultsScript =
        """
        () => {
          const faults = [];
          for (const svg of document.querySelectorAll('svg.dl-figure')) {
            const frame = svg.getBoundingClientRect(), title = svg.getAttribute('aria-label');
            const texts = [...svg.querySelectorAll('text')].filter(t => t.textContent.trim() !== '').map(t => {
              const r = t.getBoundingClientRect(), h = r.height / 5;
              return { text: t.textContent, left: r.left, right: r.right, top: r.top + h, bottom: r.bottom - h };
            });
            for (const a of texts) {
              if (a.left < frame.left - 0.5 || a.right > frame.right + 0.5 || a.top < frame.top || a.bottom > frame.bottom) faults.push(`${title}: "${a.text}" leaves the figure`);
              for (const b of texts) {
                if (a !== b && a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom && b.top < a.bottom) faults.push(`${title}: "${a.text}" meets "${b.text}"`);
              }
            }
          }
          if (document.documentElement.scrollWidth > window.innerWidth) faults.push(`the page is ${document.documentElement.scrollWidth} wide, the window ${window.innerWidth}`);
          return faults;
        }
        """;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly IPage _page;
    private readonly List<string> _requests = [];
    private readonly List<string> _messages = [];

    private BrowserPage(IPlaywright playwright, IBrowser browser, IPage page) => (_playwright, _browser, _page) = (playwright, browser, page);

    internal IReadOnlyList<string> Requests => _requests;

    internal IReadOnlyList<string> Messages => _messages;

    internal static async Task<BrowserPage> OpenAsync(string path, int width, bool isDark)
    {
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserFactAttribute.Executable, Args = ["--no-sandbox", "--disable-gpu"] });
        IPage page = await browser.NewPageAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
            Offline = true,
        });
        var layout = new BrowserPage(playwright, browser, page);
        page.Request += (_, request) => layout._requests.Add(request.Url);
        page.Console += (_, message) => layout._messages.Add(message.Text);
        await page.GotoAsync(new Uri(path).AbsoluteUri);
        return layout;
    }

    internal async Task<IReadOnlyList<string>> FaultsAsync() => await _page.EvaluateAsync<string[]>(FaultsScript);

    internal Task<string> StyleAsync(string selector, string property) =>
        _page.EvaluateAsync<string>("([s, p]) => getComputedStyle(document.querySelector(s))[p]", new[] { selector, property });

    internal Task<int> CountAsync(string selector) => _page.Locator(selector).CountAsync();

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
