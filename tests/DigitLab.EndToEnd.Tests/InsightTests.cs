using System.Text.Json;
using DigitLab.Insight;
using DigitLab.Insight.Tests.Figures;

namespace DigitLab.EndToEnd.Tests;

/// <summary>Reports, explanations, filters and statistics on the real program; their pages in a real browser.</summary>
public sealed class InsightTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public InsightTests() => SmallMnist.WriteTo(_folder.Of("data"), training: 200, test: 60);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_with_snapshots_and_events_is_reported_its_filters_and_their_growth_are_shown()
    {
        Train("run");
        Assert.Single(Directory.GetFiles(_folder.Of("run"), "events.out.tfevents.*"));
        ProgramRun report = Run("report", "run", "--csv", "--json", "--data", "data");
        Assert.Equal(Path.Combine("run", "report.html"), report.Json.GetProperty("report").GetString());
        Assert.True(File.Exists(_folder.Of("run/figures/confusion.csv")));
        Assert.Contains("learned from 180 digits", File.ReadAllText(_folder.Of("run/report.html")));

        Run("filters", "run", "-o", "trained.png", "--growth", "growth.png");
        Run("filters", "run", "--initial", "-o", "initial.svg", "--csv");
        Assert.Equal((byte)'a', File.ReadAllBytes(_folder.Of("growth.png"))[8 + 25 + 4]);   // acTL, behind the header
        Assert.True(File.Exists(_folder.Of("initial.csv")));
        Run("report", "run", "run", "--no-test", "-o", "two");
        Assert.Contains("2 trainings compared", File.ReadAllText(_folder.Of("two/report.html")));
    }

    [Fact]
    public void A_test_digit_is_explained_by_the_network_that_comes_along()
    {
        ProgramRun run = Run("explain", "3", "--with", "all", "--csv", "--json", "--data", "data", "-o", "why");
        JsonElement shares = run.Json.GetProperty("integratedGradients");
        double sum = shares.GetProperty("sum").GetDouble(), difference = shares.GetProperty("difference").GetDouble();
        Assert.True(Math.Abs(sum - difference) <= 0.01 * Math.Abs(difference));
        Assert.True(File.Exists(_folder.Of("why/figures/maps.svg")));
        Assert.True(File.Exists(_folder.Of("why/figures/exciting-conv2-0.csv")));
    }

    [Fact]
    public void Digits_are_described_in_one_page()
    {
        ProgramRun run = Run("data", "stats", "--data", "data", "-o", "stats", "--iterations", "100", "--json");
        Assert.Equal(260, run.Json.GetProperty("tSne").GetProperty("digits").GetInt32());
        Assert.True(File.Exists(_folder.Of("stats/manifold.png")));
        Assert.Equal(JsonValueKind.Null, Run("data", "stats", "--data", "data", "-o", "stats", "--tsne", "0", "--json").Json.GetProperty("tSne").ValueKind);
    }

    [Fact]
    public void A_network_and_a_learning_curve_are_drawn()
    {
        Run("models", "lenet5", "--picture", "lenet5.svg", "--csv");
        Assert.Contains("dense1,Dense 400→120,[120],48120", File.ReadAllText(_folder.Of("lenet5.csv")));
        ProgramRun.Of(_folder.Path, "overfit", "softmax", "-n", "10", "-e", "3", "--save-figure", "curve.svg", "--data", "data");
        Assert.Contains("softmax learns 10 digits by heart", File.ReadAllText(_folder.Of("curve.svg")));
    }

    [BrowserFact]
    public async Task Pages_open_offline_ask_for_nothing_and_no_text_meets_another_or_leaves_its_figure()
    {
        Train("run");
        Run("report", "run", "--data", "data");
        Run("explain", "3", "--with", "all", "--data", "data", "-o", "why");
        Run("data", "stats", "--data", "data", "-o", "stats", "--iterations", "60");
        await HoldAsync("run/report.html");
        await HoldAsync("why/report.html");
        await HoldAsync("stats/report.html");
    }

    [BrowserFact]
    public async Task Figures_with_long_names_and_extreme_numbers_can_be_read_at_400_pixels()
    {
        var report = new HtmlReport("All figures", "Those that are hard to draw.");
        foreach ((string name, Figure figure) in SampleFigures.All)
        {
            report.AddFigure(name, figure);
        }

        report.Save(_folder.Of("samples"));
        await HoldAsync("samples/report.html");
    }

    [Theory]
    [InlineData(1, "expected a run folder", "report", "data")]
    [InlineData(2, "expected a test digit from 0 to 59", "explain", "60", "--data", "data")]
    [InlineData(2, "--class 10: expected a digit from 0 to 9", "explain", "1", "--class", "10", "--data", "data")]
    [InlineData(2, "--target -1: expected a digit", "explain", "1", "--target", "-1", "--data", "data")]
    [InlineData(1, "nothing.png", "explain", "nothing.png")]
    [InlineData(2, "ends with .svg or .png", "filters", "-o", "filters.gif")]
    [InlineData(2, "expected one of conv1, conv2", "filters", "--layer", "conv9")]
    [InlineData(2, "--growth needs a run with snapshots", "filters", "--growth", "growth.png")]
    [InlineData(2, "--initial needs the folder of a run", "filters", "--initial")]
    [InlineData(2, "--tsne 261: expected 0 to 260 digits", "data", "stats", "--tsne", "261", "--data", "data")]
    [InlineData(2, "expected more than 90 points", "data", "stats", "--tsne", "50", "--data", "data")]
    [InlineData(2, "expected a perplexity from 2", "data", "stats", "--perplexity", "1", "--data", "data")]
    [InlineData(2, "--snapshots 0", "train", "softmax", "--snapshots", "0")]
    [InlineData(2, "--picture needs a MODEL", "models", "--picture", "x.svg")]
    public void Misuse_gets_a_sentence(int exitCode, string part, params string[] arguments)
    {
        ProgramRun run = ProgramRun.Of(_folder.Path, arguments);
        Assert.Contains(part, run.Errors);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private void Train(string run) => Run(
        "train", "lenet5", "-e", "2", "-b", "20", "--validation", "20", "--seed", "1", "--tensorboard", "--snapshots", "5", "--data", "data", "--run", run);

    private ProgramRun Run(params string[] arguments)
    {
        ProgramRun run = ProgramRun.Of(_folder.Path, arguments);
        Assert.True(run.ExitCode == 0, run.Errors);
        return run;
    }

    private async Task HoldAsync(string page)
    {
        foreach ((int width, bool isDark) in new[] { (400, false), (1100, true) })
        {
            await using BrowserPage layout = await BrowserPage.OpenAsync(_folder.Of(page), width, isDark);
            Assert.Equal(new Uri(_folder.Of(page)).AbsoluteUri, Assert.Single(layout.Requests.Where(url => !url.StartsWith("data:", StringComparison.Ordinal)).Distinct()));
            Assert.Empty(layout.Messages);
            Assert.True(await layout.CountAsync("svg.dl-figure") > 3);
            Assert.Empty(await layout.FaultsAsync());
            Assert.Equal(isDark ? "rgb(232, 234, 237)" : "rgb(31, 35, 40)", await layout.StyleAsync(".dl-figure text", "fill"));
            Assert.Equal(isDark ? "rgb(21, 24, 28)" : "rgb(255, 255, 255)", await layout.StyleAsync(".dl-ground", "fill"));
        }
    }
}
