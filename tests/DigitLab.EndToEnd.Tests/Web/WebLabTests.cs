using System.Text.RegularExpressions;
using DigitLab.Imaging;
using Microsoft.Playwright;

namespace DigitLab.EndToEnd.Tests;

/// <summary>The web lab in a real browser, as visitors use it.</summary>
public class WebLabTests(LabServer server) : IClassFixture<LabServer>
{
    private const int LeastRead = 29;

    [BrowserFact]
    public async Task Ten_digits_drawn_by_three_hands_are_read()
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync(server.Address);
        var misread = new List<string>();
        var waited = new List<double>();
        for (int hand = 0; hand < DrawnDigit.HandCount; hand++)
        {
            for (int digit = 0; digit <= 9; digit++)
            {
                await visitor.DrawAsync(DrawnDigit.Of(digit, hand));
                string read = await visitor.AnswerAsync();
                waited.Add(await visitor.WaitedAsync());
                if (read != $"{digit}")
                {
                    misread.Add($"the {digit} of hand {hand} as \"{read}\"");
                    await visitor.KeepAsync($"misread-{digit}-{hand}");
                }

                await visitor.Page.ClickAsync("#clear");
            }
        }

        waited.Sort();
        Console.WriteLine($"Answers after the pen was lifted: median {waited[waited.Count / 2]} ms, slowest {waited[^1]} ms; misread: {string.Join(", ", misread)}");
        Assert.True(30 - misread.Count >= LeastRead, string.Join(", ", misread));
        Assert.Empty(visitor.Faults);
    }

    [BrowserFact]
    public async Task A_number_is_read_explained_and_taken_back()
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync(server.Address);
        for (int place = 0; place < 3; place++)
        {
            await visitor.DrawAsync(DrawnDigit.Of(new[] { 2, 0, 6 }[place], hand: 0, centerX: 0.2 + (0.3 * place), height: 0.5));
        }

        Assert.Equal("206", await visitor.AnswerAsync());
        Assert.Equal(3, await visitor.Page.Locator("#signs button").CountAsync());
        await visitor.KeepAsync("draw-number");
        await visitor.Page.Locator("#signs button span").Nth(2).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#bars li.best span").First).ToHaveTextAsync("6");
        await visitor.Page.ClickAsync("#undo");
        Assert.Equal("20", await visitor.AnswerAsync());
        await visitor.Page.ClickAsync("#show-map");
        await Assertions.Expect(visitor.Page.Locator("#map")).ToBeVisibleAsync();
        await visitor.Page.ClickAsync("#show-layers");
        await Assertions.Expect(visitor.Page.Locator("#layers svg").First).ToBeVisibleAsync();
        Assert.Empty(visitor.Faults);
    }

    [BrowserFact]
    public async Task A_scribble_is_no_digit()
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync(server.Address);
        await visitor.DrawAsync([[.. Enumerable.Range(0, 90).Select(i => (0.5 + (0.16 * Math.Sin(i * 2.1)), 0.5 + (0.3 * Math.Cos(i * 1.37))))]]);

        Assert.Equal("", await visitor.AnswerAsync());
        await Assertions.Expect(visitor.Page.Locator("#sentence")).ToContainTextAsync("not a digit");
    }

    [BrowserFact]
    public async Task An_uploaded_picture_is_read_and_a_corrected_one_kept()
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync(server.Address);
        byte[] picture = PngEncoder.Encode(new GrayImage(28, 28, Data.SyntheticDigits.Create(1, seed: 2).Image(0)));
        await visitor.Page.SetInputFilesAsync("#file", new FilePayload { Name = "digit.png", MimeType = "image/png", Buffer = picture });
        Assert.Equal($"{Data.SyntheticDigits.Create(1, seed: 2).Label(0)}", await visitor.AnswerAsync());

        await visitor.Page.ClickAsync("#correct button:nth-child(4)");
        await Assertions.Expect(visitor.Page.Locator("#kept")).ToContainTextAsync("Kept as a 3");
        Assert.StartsWith("3-", Path.GetFileName(Assert.Single(Directory.GetFiles(Path.Combine(server.FolderPath, "drawings")))));
        Assert.Empty(visitor.Faults);
    }

    [BrowserFact]
    public async Task A_digit_is_drawn_with_the_keyboard_alone()
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync(server.Address);
        for (int i = 0; i < 20 && await FocusedAsync(visitor) != "canvas"; i++)
        {
            await visitor.Page.Keyboard.PressAsync("Tab");
        }

        Assert.Equal("canvas", await FocusedAsync(visitor));
        await visitor.Page.Keyboard.PressAsync("Space");
        for (int i = 0; i < 9; i++)
        {
            await visitor.Page.Keyboard.PressAsync("Shift+ArrowDown");
        }

        await visitor.Page.Keyboard.PressAsync("Space");
        Assert.Equal("1", await visitor.AnswerAsync());
        await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.Locator("#sentence")).ToHaveTextAsync("Nothing is drawn yet.");
    }

    [BrowserTheory]
    [InlineData("/", "draw", "#bars")]
    [InlineData("/data", "data", "#figures svg")]
    [InlineData("/augment", "augment", "#draws img")]
    [InlineData("/explain", "explain", "#filters svg")]
    [InlineData("/train", "train", "#network option")]
    [InlineData("/compare", "compare", "#first option")]
    public async Task A_page_loads_whole_on_phone_desk_and_wall(string path, string name, string last)
    {
        foreach ((int width, int height, bool isDark) in new[] { (390, 844, true), (1280, 900, false), (1920, 1080, true) })
        {
            await using LabVisitor visitor = await LabVisitor.OpenAsync(server.Address + path, width, height, isDark);
            await visitor.Page.Locator(last).First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await visitor.KeepAsync($"{name}-{width}{(isDark ? "-dark" : "")}");

            Assert.Empty(visitor.Faults);
            Assert.InRange(await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, width);
            Assert.Equal(1, await visitor.Page.Locator("h1").CountAsync());
            string[] nameless = await visitor.Page.EvaluateAsync<string[]>(
                """
                () => [...document.querySelectorAll('button, a[href], input:not([type=file]), select, canvas, img')]
                  .filter(each => each.checkVisibility())
                  .filter(each => !(each.getAttribute('aria-label') ?? each.getAttribute('alt') ?? each.labels?.[0]?.textContent ?? each.textContent ?? '').trim() && !(each.tagName === 'IMG' && each.getAttribute('alt') === ''))
                  .map(each => each.outerHTML.slice(0, 120))
                """);
            Assert.Empty(nameless);
        }
    }

    [BrowserFact]
    public async Task A_slider_changes_the_digit_and_the_recipe_follows()
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync($"{server.Address}/augment");
        await Assertions.Expect(visitor.Page.Locator("#read-after")).Not.ToBeEmptyAsync();
        Assert.Equal(await visitor.Page.GetAttributeAsync("#before", "src"), await visitor.Page.GetAttributeAsync("#after", "src"));
        await visitor.Page.FocusAsync("#rotationDegrees");
        for (int i = 0; i < 30; i++)
        {
            await visitor.Page.Keyboard.PressAsync("ArrowRight");
        }

        await Assertions.Expect(visitor.Page.Locator("#take")).ToBeEnabledAsync();
        await visitor.Page.WaitForFunctionAsync("() => document.getElementById('before').src !== document.getElementById('after').src");
        await Task.Delay(500);
        await visitor.Page.ClickAsync("#take");
        await Assertions.Expect(visitor.Page.Locator("#flags")).ToHaveTextAsync("--augment rotation=30");
        Assert.Empty(visitor.Faults);
    }

    [BrowserFact]
    public async Task A_digit_is_explained_and_one_number_traced()
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync($"{server.Address}/explain?set=Test&index=7");
        await Assertions.Expect(visitor.Page.Locator("#sum")).ToContainTextAsync("the network computed");
        string before = await visitor.Page.InnerTextAsync("#sum");
        await visitor.Page.FillAsync("#row", "9");
        await visitor.Page.PressAsync("#row", "Enter");
        await Assertions.Expect(visitor.Page.Locator("#sum")).Not.ToHaveTextAsync(before);
        string[] numbers = [.. Regex.Matches(await visitor.Page.InnerTextAsync("#sum"), "that is (.*?); the network computed (.*?)\\.$").Single().Groups.Values.Skip(1).Select(group => group.Value)];
        Assert.Equal(numbers[0], numbers[1]);
        await visitor.KeepAsync("explain-traced");
        Assert.Empty(visitor.Faults);
    }

    [BrowserFact]
    public async Task A_run_is_started_followed_stopped_gone_on_with_and_compared()
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync($"{server.Address}/train");
        IPage page = visitor.Page;
        await page.Locator("#network option").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.SelectOptionAsync("#network", "lenet5");
        await page.SelectOptionAsync("#count", "1000");
        await page.FillAsync("#epochs", "150");
        await page.ClickAsync("#start");
        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("training", new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("#curves svg.dl-figure")).ToHaveCountAsync(3, new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("#filters svg.dl-figure")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.ClickAsync("#stop");
        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("stopped", new() { Timeout = 60_000 });
        int stopped = await EpochsAsync(page);
        Assert.InRange(stopped, 1, 149);

        await page.ClickAsync("#resume");
        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("training", new() { Timeout = 60_000 });
        await page.WaitForFunctionAsync($"() => Number(document.getElementById('epoch').textContent.split(' ')[0]) > {stopped}", null, new() { Timeout = 60_000 });
        await visitor.KeepAsync("train-live");
        await page.ClickAsync("#stop");
        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("stopped", new() { Timeout = 60_000 });

        await page.SelectOptionAsync("#network", "softmax");
        await page.FillAsync("#epochs", "2");
        await page.ClickAsync("#start");
        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("finished", new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("#test")).ToContainTextAsync("Test accuracy");
        await Assertions.Expect(page.Locator("#rows tr")).ToHaveCountAsync(2);
        foreach (ILocator box in await page.Locator("#rows input").AllAsync())
        {
            await box.CheckAsync();
        }

        await page.ClickAsync("#compare");
        await Assertions.Expect(page.Locator("#compared svg.dl-figure")).ToHaveCountAsync(3);
        Assert.Empty(visitor.Faults);
    }

    [Fact]
    public void Serve_closes_when_asked_to_and_refuses_what_it_cannot_do()
    {
        using var second = new LabServer("--public");
        Assert.StartsWith("http://localhost:", second.Address);
        ProgramRun busy = ProgramRun.Of(server.FolderPath, "serve", "--port", new Uri(server.Address).Port.ToString());
        Assert.Equal((2, ""), (busy.ExitCode, busy.Output));
        Assert.Contains("another program has this port", busy.Errors);
        Assert.Equal(2, ProgramRun.Of(server.FolderPath, "serve", "--port", "70000").ExitCode);
        Assert.Equal(1, ProgramRun.Of(server.FolderPath, "serve", "missing.safetensors").ExitCode);
        Assert.Equal(0, second.Close());
    }

    private static async Task<int> EpochsAsync(IPage page) => int.Parse((await page.InnerTextAsync("#epoch")).Split(' ')[0]);

    private static Task<string> FocusedAsync(LabVisitor visitor) => visitor.Page.EvaluateAsync<string>("document.activeElement.id");
}
