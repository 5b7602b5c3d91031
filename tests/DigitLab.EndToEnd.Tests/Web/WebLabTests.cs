using System.Text.RegularExpressions;
using DigitLab.Data;
using Microsoft.Playwright;

namespace DigitLab.EndToEnd.Tests;

/// <summary>The web lab in a real browser, as visitors use it.</summary>
[Collection(SharedWebLab.Name)]
public class WebLabTests(LabServer server)
{
    private static readonly DigitDataset Test = SyntheticDigits.Create(500, seed: 2);

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
            await visitor.KeepAsync($"page-{name}-{width}{(isDark ? "-dark" : "")}");

            Assert.Empty(visitor.Faults);
            Assert.InRange(await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, width);
            Assert.Equal(1, await visitor.Page.Locator("h1").CountAsync());
            Assert.Empty(await PageAudit.NamelessAsync(visitor.Page));
            Assert.Empty(await PageAudit.PaleAsync(visitor.Page));
            if (width == 1280)
            {
                Assert.Empty(await PageAudit.UnreachableAsync(visitor.Page));
            }
        }
    }

    [BrowserFact]
    public async Task A_slider_changes_the_digit_and_the_recipe_follows()
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync($"{server.Address}/augment");
        await Assertions.Expect(visitor.Page.Locator("#read-after")).Not.ToBeEmptyAsync();
        Assert.Equal(await visitor.Page.GetAttributeAsync("#before", "src"), await visitor.Page.GetAttributeAsync("#after", "src"));
        await visitor.Page.FocusAsync("#rotationDegrees");
        Task<IResponse> turned = visitor.Page.WaitForResponseAsync(response => response.Request.PostData?.Contains("\"rotationDegrees\":30,", StringComparison.Ordinal) == true);
        for (int i = 0; i < 30; i++)
        {
            await visitor.Page.Keyboard.PressAsync("ArrowRight");
        }

        string after = (await (await turned).JsonAsync())!.Value.GetProperty("after").GetString()!;
        await visitor.Page.WaitForFunctionAsync("picture => document.getElementById('after').src === picture", after);
        Assert.NotEqual(await visitor.Page.GetAttributeAsync("#before", "src"), after);
        await visitor.Page.ClickAsync("#take");
        await Assertions.Expect(visitor.Page.Locator("#flags")).ToHaveTextAsync("--augment rotation=30");
        await Assertions.Expect(visitor.Page.Locator("#draws img")).ToHaveCountAsync(36);

        await visitor.Page.ClickAsync("[data-copy=flags]");
        await Assertions.Expect(visitor.Page.Locator("[data-copy=flags]")).ToHaveTextAsync("Copied");
        Assert.Equal("--augment rotation=30", await visitor.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await visitor.Page.ClickAsync("[data-copy=json]");
        await Assertions.Expect(visitor.Page.Locator("[data-copy=json]")).ToHaveTextAsync("Copied");
        Assert.Contains("\"rotationDegrees\": 30", await visitor.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        Assert.Empty(visitor.Faults);
    }

    [BrowserFact]
    public async Task A_digit_is_explained_and_one_number_traced()
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync($"{server.Address}/explain?set=Test&index=7");
        await Assertions.Expect(visitor.Page.Locator("#sum")).ToContainTextAsync("the network computed");
        string before = await visitor.Page.InnerTextAsync("#sum");
        await visitor.Page.FillAsync("#row", $"{RowUnlikeTheMiddle(7)}");
        await visitor.Page.PressAsync("#row", "Enter");
        await Assertions.Expect(visitor.Page.Locator("#sum")).Not.ToHaveTextAsync(before);
        string[] numbers = [.. Regex.Matches(await visitor.Page.InnerTextAsync("#sum"), "that is (.*?); the network computed (.*?)\\.$").Single().Groups.Values.Skip(1).Select(group => group.Value)];
        Assert.Equal(numbers[0], numbers[1]);
        Assert.Empty(visitor.Faults);
    }

    // The page begins in the middle of the first convolution's output, where the digit may be as bare as elsewhere; its windows are 3×3, without a border.
    private static int RowUnlikeTheMiddle(int index)
    {
        int middle = (Test.Width - 2) / 2;
        return Enumerable.Range(0, Test.Height - 2).First(row => InkOf(row) > 0 && InkOf(row) != InkOf(middle));

        int InkOf(int row) => Enumerable.Range(0, 9).Sum(i => Test.Image(index)[((row + (i / 3)) * Test.Width) + middle + (i % 3)]);
    }

    [BrowserFact]
    public async Task Sliders_choose_the_digit_and_the_class_that_is_explained()
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync($"{server.Address}/explain");
        IPage page = visitor.Page;
        await Assertions.Expect(page.Locator("#filters svg")).ToBeVisibleAsync();
        await page.FocusAsync("#digit");
        for (int i = 0; i <= 4; i++)
        {
            await page.Keyboard.PressAsync("ArrowRight");
        }

        await Assertions.Expect(page.Locator("#digit-shown")).ToHaveTextAsync("4");
        await page.FocusAsync("#index");
        await page.Keyboard.PressAsync("ArrowRight");
        int second = Enumerable.Range(0, Test.Count).Where(i => Test.Label(i) == 4).ElementAt(1);
        await Assertions.Expect(page.Locator("#index-shown")).ToHaveTextAsync($"{second}");
        await page.FocusAsync("#class");
        for (int i = 0; i <= 9; i++)
        {
            await page.Keyboard.PressAsync("ArrowRight");
        }

        await Assertions.Expect(page.Locator("#figures svg[aria-label^='What speaks for 9.']")).ToBeVisibleAsync();
        await page.SelectOptionAsync("#layer", new SelectOptionValue { Index = 3 });
        string layer = await page.InputValueAsync("#layer");
        await Assertions.Expect(page.Locator($"#layers svg[aria-label^='{layer}']")).ToBeVisibleAsync();
        Assert.Empty(visitor.Faults);
    }

    [BrowserFact]
    public async Task Data_is_browsed_and_its_map_shows_the_digit_under_the_pointer()
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync($"{server.Address}/data");
        IPage page = visitor.Page;
        await page.SelectOptionAsync("#class", "7");
        await page.SelectOptionAsync("#order", "Hardest");
        await Assertions.Expect(page.Locator("#digits li").First).ToContainTextAsync("7, read");
        Assert.All(await page.Locator("#digits img").EvaluateAllAsync<string[]>("all => all.map(each => each.alt)"), words => Assert.StartsWith("A 7,", words));

        await page.ClickAsync("#make-map");
        await Assertions.Expect(page.Locator("#plane")).ToBeVisibleAsync();
        double[] place = await page.EvaluateAsync<double[]>("async () => { const point = (await (await fetch('/api/map')).json()).points[5]; return [point.x, point.y]; }");
        LocatorBoundingBoxResult map = (await page.Locator("#map").BoundingBoxAsync())!;
        await page.Locator("#map").HoverAsync(new() { Position = new() { X = (float)((0.02 + (0.96 * place[0])) * map.Width), Y = (float)((0.02 + (0.96 * place[1])) * map.Height) } });
        await Assertions.Expect(page.Locator("#peek-text")).ToHaveTextAsync($"{Test.Label(5)}, index 5");
        await Assertions.Expect(page.Locator("#peek-picture")).ToBeVisibleAsync();
        Assert.Empty(visitor.Faults);
    }

    [BrowserFact]
    public async Task A_public_lab_shows_nothing_that_would_keep_or_start()
    {
        using var open = new LabServer(null, "--public");
        await using LabVisitor visitor = await LabVisitor.OpenAsync(open.Address);
        await visitor.DrawAsync(DrawnDigit.Of(8, hand: 0));
        Assert.Equal("8", await visitor.AnswerAsync());
        await Assertions.Expect(visitor.Page.Locator("#correction")).ToBeHiddenAsync();
        await visitor.Page.GotoAsync($"{open.Address}/train");
        await Assertions.Expect(visitor.Page.Locator("#starter")).ToContainTextAsync("A public lab starts no training");
        Assert.Equal(0, await visitor.Page.Locator("#form").CountAsync());
        await visitor.Page.GotoAsync($"{open.Address}/data");
        await Assertions.Expect(visitor.Page.Locator("#drawings")).ToBeHiddenAsync();
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
        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("training");
        await Assertions.Expect(page.Locator("#curves svg.dl-figure")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator("#filters svg.dl-figure")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        string filters = await page.InnerHTMLAsync("#filters"), curves = await page.InnerHTMLAsync("#curves");
        await page.WaitForFunctionAsync("old => document.getElementById('filters').innerHTML !== old[0] && document.getElementById('curves').innerHTML !== old[1]", new[] { filters, curves });
        await page.ClickAsync("#growth");
        await page.WaitForFunctionAsync("() => document.querySelector('#grown img')?.naturalWidth > 0");
        Assert.Contains("acTL", await page.EvaluateAsync<string>("async () => new TextDecoder('latin1').decode(await (await fetch(document.querySelector('#grown img').src)).arrayBuffer())"));   // it moves
        await page.ClickAsync("#stop");
        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("stopped");
        await Assertions.Expect(page.Locator("#elsewhere")).ToContainTextAsync("digitlab train --resume --run runs/lenet5-");
        int stopped = await EpochsAsync(page);
        Assert.InRange(stopped, 1, 149);

        await page.ClickAsync("#resume");
        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("training");
        await page.WaitForFunctionAsync($"() => Number(document.getElementById('epoch').textContent.split(' ')[0]) > {stopped}", null);
        await page.ClickAsync("#stop");
        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("stopped");

        await page.SelectOptionAsync("#network", "softmax");
        await page.FillAsync("#epochs", "2");
        await page.ClickAsync("#start");
        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("finished");
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
        using var second = new LabServer(null, "--public");
        Assert.StartsWith("http://localhost:", second.Address);
        ProgramRun busy = ProgramRun.Of(server.FolderPath, "serve", "--port", new Uri(server.Address).Port.ToString());
        Assert.Equal((2, ""), (busy.ExitCode, busy.Output));
        Assert.Contains("another program has this port", busy.Errors);
        Assert.Equal(2, ProgramRun.Of(server.FolderPath, "serve", "--port", "70000").ExitCode);
        Assert.Equal(1, ProgramRun.Of(server.FolderPath, "serve", "missing.safetensors").ExitCode);
        Assert.Equal(0, second.Close());
    }

    private static async Task<int> EpochsAsync(IPage page) => int.Parse((await page.InnerTextAsync("#epoch")).Split(' ')[0]);
}
