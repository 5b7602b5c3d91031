using System.Xml.Linq;

namespace DigitLab.Insight.Tests.Figures;

/// <summary>What holds of every figure.</summary>
public class FigureTests
{
    public static TheoryData<string> Names => [.. SampleFigures.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_figure_is_well_formed_names_itself_and_needs_nothing_from_outside(string name)
    {
        Figure figure = SampleFigures.All[name];
        string svg = figure.ToSvg();
        XElement root = XDocument.Parse(svg).Root!;

        Assert.StartsWith(figure.Title, root.Attribute("aria-label")!.Value);
        Assert.Contains(root.Descendants(), element => element.Name.LocalName == "text");
        Assert.DoesNotContain("http", svg.Replace("http://www.w3.org/2000/svg", ""), StringComparison.Ordinal);
        Assert.DoesNotContain(root.Descendants(), element => element.Attribute("id") is not null);
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", svg, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_data_give_the_same_bytes(string name) => Assert.Equal(SampleFigures.All[name].ToSvg(), (SampleFigures.All[name] with { }).ToSvg());

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_figure_has_light_and_dark_colours_and_tooltips_or_a_picture(string name)
    {
        string svg = SampleFigures.All[name].ToSvg();
        Assert.Contains("@media(prefers-color-scheme:dark)", svg);
        Assert.Contains(Palette.ToCss(Palette.Ground.Dark), svg);
        Assert.True(svg.Contains("<title>", StringComparison.Ordinal) || svg.Contains("<image", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_figure_carries_its_data_as_a_table_of_equally_long_rows(string name)
    {
        string[] lines = SampleFigures.All[name].ToCsv().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length > 1);
        Assert.Single(lines.Where(line => !line.Contains('"')).Select(line => line.Count(c => c == ',')).Distinct());
    }

    [Fact]
    public void Texts_are_escaped_and_control_characters_left_out()
    {
        var figure = new LineChart("a < b & \"c\"\u0001", new Axis("x"), new Axis("y"), Series.Of("<s>", [1, 2])) { Note = "R&D" };
        Assert.Equal("a < b & \"c\". R&D", XDocument.Parse(figure.ToSvg()).Root!.Attribute("aria-label")!.Value);
    }

    [Fact]
    public void A_figure_is_saved_with_its_data_beside_it()
    {
        string folder = Directory.CreateTempSubdirectory("digitlab-").FullName;
        Figure figure = SampleFigures.All["bars"];
        figure.Save(Path.Combine(folder, "bars.svg"), withCsv: true);
        Assert.Equal(figure.ToSvg(), File.ReadAllText(Path.Combine(folder, "bars.svg")));
        Assert.Equal(figure.ToCsv(), File.ReadAllText(Path.Combine(folder, "bars.csv")));
        Assert.Equal(2, Directory.GetFiles(folder).Length);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Numbers_in_a_table_read_back_to_the_same_bits()
    {
        double third = 1.0 / 3;
        string csv = new LineChart("t", new Axis("x"), new Axis("accuracy", "%"), new Series("a,\"b\"", [new(1, third, 0.1, null, "n")])).ToCsv();
        Assert.Equal("series,x,accuracy_%,low,high,note\n\"a,\"\"b\"\"\",1,0.3333333333333333,0.1,,n\n", csv);
    }

    [Fact]
    public void Nothing_to_show_is_drawn_as_empty_axes()
    {
        var figure = new LineChart("empty", new Axis("x"), new Axis("y", Scale: AxisScale.Logarithmic), Series.Of("", [double.NaN]));
        Assert.DoesNotContain("NaN", figure.ToSvg());
    }

    [Fact]
    public void Data_that_do_not_fit_together_are_refused()
    {
        Assert.Contains("expected 2 bars in \"b\"", Assert.Throws<ArgumentException>(() => new BarChart("t", "c", ["x", "y"], new Axis("a"), BarSeries.Of("b", [1])).ToSvg()).Message);
        Assert.Contains("at least one category", Assert.Throws<ArgumentException>(() => new BarChart("t", "c", [], new Axis("a")).ToSvg()).Message);
        Assert.Contains("expected 1 rows of 2 numbers", Assert.Throws<ArgumentException>(() => new HeatMap("t", "r", ["1"], "c", ["1", "2"], [[1]]).ToSvg()).Message);
        Assert.Contains("at least one picture", Assert.Throws<ArgumentException>(() => new ImageGrid("t", [], 3).ToSvg()).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Histogram.Of("t", new Axis("x"), [1], 0));
    }
}
