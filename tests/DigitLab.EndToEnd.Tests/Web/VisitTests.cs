using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace DigitLab.EndToEnd.Tests;

/// <summary>A visit to the lab over the real MNIST, from the first training to two networks side by side; its pictures are those of the docs.</summary>
public partial class VisitTests
{
    private const double LeastAccuracy = 98;
    private const float TrainingPatienceMs = 300_000;   // seconds where nothing else computes

    [BrowserMnistFact]
    public async Task A_visitor_trains_to_98_percent_explains_with_the_new_network_and_compares_it()
    {
        using var lab = new LabServer(MnistFactAttribute.Folder);
        await using LabVisitor visitor = await LabVisitor.OpenAsync($"{lab.Address}/train", height: 1000);
        IPage page = visitor.Page;
        await Assertions.Expect(page.Locator("#network")).ToHaveValueAsync("lenet5");
        await page.FillAsync("#epochs", "2");
        await page.ClickAsync("#start");
        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("finished", new() { Timeout = TrainingPatienceMs });
        await Assertions.Expect(page.Locator("#curves svg.dl-figure")).ToHaveCountAsync(3);
        Assert.InRange(Number(await page.InnerTextAsync("#accuracy")), LeastAccuracy, 100);
        Assert.InRange(Number(await page.InnerTextAsync("#test")), LeastAccuracy, 100);
        await visitor.KeepAsync("train");

        await page.ClickAsync("#use");
        await Assertions.Expect(page.Locator("#read")).ToContainTextAsync("lenet5 reads a 7");   // MNIST's first test digit
        await Assertions.Expect(page.Locator("#sum")).ToContainTextAsync("the network computed");
        await Assertions.Expect(page.Locator("#filters svg")).ToBeVisibleAsync();
        await visitor.KeepAsync("explain");

        await page.GotoAsync($"{lab.Address}/augment");
        await Assertions.Expect(page.Locator("#draws img")).ToHaveCountAsync(36);
        await visitor.KeepAsync("augment");

        await page.GotoAsync($"{lab.Address}/compare");
        await Assertions.Expect(page.Locator("#second option")).ToHaveCountAsync(2);
        await visitor.DrawAsync(DrawnDigit.Of(9, hand: 2));
        await Assertions.Expect(page.Locator("#first-digit")).ToHaveTextAsync("9");
        await page.ClickAsync("#test");
        await Assertions.Expect(page.Locator("#verdict")).ToContainTextAsync("McNemar’s test, so");
        await visitor.KeepAsync("compare");
        Assert.Empty(visitor.Faults);
    }

    private static double Number(string words) => double.Parse(Percentage().Match(words).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("([0-9.]+)%")]
    private static partial Regex Percentage();
}
