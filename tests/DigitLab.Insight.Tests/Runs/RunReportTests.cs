using System.Xml.Linq;
using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Insight.Tests.Runs;

public class RunReportTests
{
    private static readonly DigitDataset Digits = SyntheticDigits.Create(60, seed: 5);

    [Fact]
    public void A_report_of_one_run_tells_its_story_and_shows_its_figures()
    {
        HtmlReport report = RunReport.Of([Run("one")]);
        string html = report.ToHtml();
        Assert.Equal(
            ["loss", "accuracy", "learning-rate", "gradient-norms", "dead-units", "confusion", "reliability", "errors", "network", "filters-initial", "filters"],
            report.Figures.Select(each => each.Name));
        Assert.Contains("learned from 55,000 digits of mnist in 2 epochs (3.5 s)", html);
        Assert.Contains("The training loss fell from 0.5000 to 0.1000", html);
        Assert.Contains("batchSize", html);
    }

    [Fact]
    public void Several_runs_share_the_curves_and_have_the_rest_each()
    {
        HtmlReport report = RunReport.Of([Run("one"), Run("two")]);
        Assert.Equal(2, report.Figures.Count(each => each.Name.StartsWith("confusion", StringComparison.Ordinal)));
        var loss = (LineChart)report.Figures.Single(each => each.Name == "loss").Figure;
        Assert.Equal(["one", "one, validation", "two", "two, validation"], loss.Lines.Select(line => line.Name));
        Assert.Equal([0, 0, 1, 1], loss.Lines.Select(line => line.Color));
        Assert.Contains("got none", Assert.Throws<ArgumentException>(() => RunReport.Of([])).Message);
    }

    [Fact]
    public void A_page_forbids_itself_every_request_and_names_nothing_outside()
    {
        string html = RunReport.Of([Run("one")]).ToHtml();
        Assert.Contains("default-src 'none'", html);
        Assert.DoesNotContain("http:", html.Replace("http://www.w3.org/2000/svg", "").Replace("http-equiv", ""), StringComparison.Ordinal);
        Assert.DoesNotContain("https:", html);
        Assert.DoesNotContain("<script", html);
    }

    [Fact]
    public void A_report_is_saved_with_its_figures_and_their_numbers()
    {
        string folder = Directory.CreateTempSubdirectory("digitlab-").FullName;
        HtmlReport report = RunReport.Of([Run("one")]);
        Assert.Equal(Path.Combine(folder, "report.html"), report.Save(folder, withCsv: true));
        Assert.Equal(report.ToHtml(), File.ReadAllText(Path.Combine(folder, "report.html")));
        Assert.Equal(2 * report.Figures.Count, Directory.GetFiles(Path.Combine(folder, "figures")).Length);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Two_figures_of_one_name_are_refused()
    {
        var report = new HtmlReport("t", "l");
        var figure = new LineChart("f", new Axis("x"), new Axis("y"), Series.Of("", [1]));
        report.AddFigure("a", figure);
        Assert.Contains("\"a\" is there already", Assert.Throws<ArgumentException>(() => report.AddFigure("a", figure)).Message);
    }

    [Fact]
    public void Texts_on_a_page_are_escaped()
    {
        var report = new HtmlReport("<b>", "a & b");
        report.AddTable(["<th>"], [["<td>"]]);
        report.AddPicture(new Imaging.ColorImage(1, 1), "\"caption\"");
        string html = report.ToHtml();
        Assert.Contains("<h1>&lt;b&gt;</h1>", html);
        Assert.Contains("<td>&lt;td&gt;</td>", html);
        Assert.Contains("alt=\"&quot;caption&quot;\"", html);
    }

    [Fact]
    public void Readings_count_errors_confidence_and_calibration()
    {
        Network network = TestNetworks.Of("lenet");
        DigitReadings readings = DigitReadings.Of(network, Digits, Workers.Shared);
        int wrong = 0;
        double calibration = 0;
        foreach (IGrouping<int, int> bin in Enumerable.Range(0, Digits.Count).GroupBy(i => (int)(readings.ConfidenceOf(i) * 10)))
        {
            double right = bin.Count(i => readings.ReadingOf(i) == Digits.Label(i));
            wrong += bin.Count() - (int)right;
            calibration += Math.Abs(right - bin.Sum(i => (double)readings.ConfidenceOf(i))) / Digits.Count;
        }

        Assert.Equal(wrong, readings.Errors.Count);
        Assert.Equal(wrong, readings.Confusion.SelectMany((row, digit) => row.Where((_, called) => called != digit)).Sum());
        Assert.Equal(Digits.Count, readings.Confusion.Sum(row => row.Sum()));
        Assert.Equal(calibration, readings.CalibrationError(bins: 10), 1e-9);
        Assert.Equal(readings.Errors.OrderByDescending(readings.ConfidenceOf), readings.Errors);
        Assert.Equal(1, readings.ProbabilitiesOf(3).Sum(), 1e-5);
        Assert.Contains("got none", Assert.Throws<ArgumentException>(() => DigitReadings.Of(network, Digits.Take(0), Workers.Shared)).Message);
    }

    [Fact]
    public void Filters_are_the_weights_channel_by_channel()
    {
        Network network = TestNetworks.Gap();
        var second = (Conv2D)network.Body.Children[4];
        IReadOnlyList<PixelMap> maps = FilterSheet.Of(second);
        Assert.Equal(6 * 12, maps.Count);
        Assert.Equal(second.Weights.Value.Span[(((1 * 3) + 2) * 6 * 12) + (5 * 12) + 7], maps[(7 * 6) + 5][2, 1]);
        Assert.Equal(["conv1", "conv2"], FilterSheet.LayersOf(network).Select(layer => layer.Name));
        Assert.Contains("expected one of conv1, conv2", Assert.Throws<ArgumentException>(() => FilterSheet.Picture(network, "conv3")).Message);
        byte[] animation = FilterSheet.Animation([network, TestNetworks.Gap()], "conv1");
        Assert.Equal(2, Count(animation, "fcTL"u8));
    }

    [Fact]
    public void A_diagram_has_a_box_for_each_layer_with_its_shape_and_weights()
    {
        ModelDiagram diagram = ModelDiagram.Of(TestNetworks.Of("lenet"));
        Assert.Equal("layer,kind,output,parameters\ninput,a digit,\"[28, 28, 1]\",0\nconv1,\"Conv2D 1→4, 5×5, stride 1, padding 0\",\"[24, 24, 4]\",104\n", string.Join('\n', diagram.ToCsv().Split('\n')[..3]) + "\n");
        Assert.Equal(diagram.Layers.Count, XDocument.Parse(diagram.ToSvg()).Descendants().Count(element => element.Attribute("class")?.Value == "dl-box"));
    }

    private static TrainedRun Run(string name) => new(
        name,
        "mnist",
        55_000,
        5000,
        2,
        3.5,
        [new EpochScore(1, 0.5, 0.8, 0.2, 0.95, 0.001), new EpochScore(2, 0.1, 0.97, 0.12, 0.96, 0.0001)],
        [("batchSize", "128")],
        TestNetworks.Of("lenet"))
    {
        Readings = DigitReadings.Of(TestNetworks.Of("lenet"), Digits, Workers.Shared),
        GradientNorms = [new LayerHealth(1, "conv1.weights", 0.5), new LayerHealth(2, "conv1.weights", 0.3)],
        DeadUnits = [new LayerHealth(1, "relu1", 0), new LayerHealth(2, "relu1", 0.25)],
        Initial = TestNetworks.Of("lenet"),
    };

    private static int Count(byte[] file, ReadOnlySpan<byte> name)
    {
        int count = 0;
        for (int i = 0; i + 4 <= file.Length; i++)
        {
            count += file.AsSpan(i, 4).SequenceEqual(name) ? 1 : 0;
        }

        return count;
    }
}
