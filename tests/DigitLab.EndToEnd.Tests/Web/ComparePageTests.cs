using Microsoft.Playwright;

namespace DigitLab.EndToEnd.Tests;

/// <summary>Models, runs and experiments beside each other, in a real browser.</summary>
public class ComparePageTests(ComparedLab lab) : IClassFixture<ComparedLab>
{
    [BrowserFact]
    public async Task Two_models_read_the_same_drawing_and_all_test_digits()
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync($"{lab.Server.Address}/compare");
        IPage page = visitor.Page;
        await Assertions.Expect(page.Locator("#second option")).ToHaveCountAsync(4);
        await page.SelectOptionAsync("#second", "run-2");
        await visitor.DrawAsync(DrawnDigit.Of(3, hand: 0));
        await Assertions.Expect(page.Locator("#first-digit")).ToHaveTextAsync("3");
        await Assertions.Expect(page.Locator("#second-words")).Not.ToBeEmptyAsync();
        string first = await page.InnerTextAsync("#first-bars"), second = await page.InnerTextAsync("#second-bars");
        Assert.NotEqual(first, second);
        await page.SelectOptionAsync("#second", "recognizer");
        await page.WaitForFunctionAsync("() => document.querySelector('#first-bars').innerText === document.querySelector('#second-bars').innerText");

        await page.SelectOptionAsync("#second", "run-2");
        await page.ClickAsync("#test");
        await Assertions.Expect(page.Locator("#verdict")).ToContainTextAsync("McNemar’s test, so");
        await Assertions.Expect(page.Locator("#verdict p")).ToHaveCountAsync(3);
        Assert.NotEqual(0, await page.Locator("#misses img").CountAsync());
        Assert.Empty(visitor.Faults);
    }

    [BrowserFact]
    public async Task An_experiment_shows_its_table_and_its_plots_and_runs_stand_side_by_side()
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync($"{lab.Server.Address}/compare", height: 1600);
        IPage page = visitor.Page;
        await Assertions.Expect(page.Locator("#table tbody tr")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("#table thead")).ToContainTextAsync("validation accuracy");
        await Assertions.Expect(page.Locator("#table tbody tr").First).ToContainTextAsync("winner");
        await Assertions.Expect(page.Locator("#result")).ToContainTextAsync("Two rates. Winner by validation accuracy: learningRate=");
        await Assertions.Expect(page.Locator("#figures svg.dl-figure")).ToHaveCountAsync(1);

        await Assertions.Expect(page.Locator("#rows tr")).ToHaveCountAsync(2);
        foreach (ILocator box in await page.Locator("#rows input").AllAsync())
        {
            await box.CheckAsync();
        }

        await page.ClickAsync("#compare");
        await Assertions.Expect(page.Locator("#side-by-side thead th")).ToContainTextAsync(["run-2", "run-1"]);
        await Assertions.Expect(page.Locator("#side-by-side")).ToContainTextAsync("seed 2");
        await Assertions.Expect(page.Locator("#compared svg.dl-figure")).ToHaveCountAsync(3);
        Assert.Empty(await PageAudit.PaleAsync(page));
        Assert.Empty(visitor.Faults);
    }

    [BrowserFact]
    public async Task A_transformers_grid_is_drawn_over_the_digit()
    {
        await using LabVisitor visitor = await LabVisitor.OpenAsync($"{lab.Server.Address}/explain?model={ComparedLab.Transformer}&set=Test&index=3");
        ILocator grid = visitor.Page.Locator("#figures svg.dl-figure[aria-label*='before, grid, after']");
        await Assertions.Expect(grid).ToBeVisibleAsync();
        Assert.Equal(3, await grid.Locator("image").CountAsync());
        int[] meshPixels = await grid.EvaluateAsync<int[]>(
            """
            svg => Promise.all([...svg.querySelectorAll('image')].map(async part => {
              const picture = new Image();
              picture.src = part.getAttribute('href');
              await picture.decode();
              const canvas = Object.assign(document.createElement('canvas'), { width: picture.width, height: picture.height }), pen = canvas.getContext('2d');
              pen.drawImage(picture, 0, 0);
              const pixels = pen.getImageData(0, 0, picture.width, picture.height).data;
              let orange = 0;
              for (let i = 0; i < pixels.length; i += 4) orange += pixels[i] - pixels[i + 2] > 150 ? 1 : 0;
              return orange;
            }))
            """);
        Assert.Equal([0, 0], [meshPixels[0], meshPixels[2]]);
        Assert.InRange(meshPixels[1], 1000, 20_000);   // a net of 19 lines, each 216 pixels long
        Assert.Empty(visitor.Faults);
    }
}
