using System.Globalization;
using System.Xml.Linq;

namespace DigitLab.Insight.Tests.Figures;

/// <summary>What single kinds of figure show.</summary>
public class ChartTests
{
    [Fact]
    public void A_bar_is_as_long_as_its_value_and_begins_at_zero()
    {
        XElement[] bars = Marks(new BarChart("t", "c", ["a", "b", "c"], new Axis("n"), BarSeries.Of("", [2, 4, -1])), "rect");
        double[] heights = [.. bars.Select(bar => Number(bar, "height"))], tops = [.. bars.Select(bar => Number(bar, "y"))];
        Assert.Equal(2 * heights[0], heights[1], 0.05);
        Assert.Equal(heights[0], 2 * heights[2], 0.05);
        Assert.Equal(tops[2], tops[0] + heights[0], 0.05);   // the negative bar hangs from where the others stand
        Assert.Contains("a: n 2", bars[0].Value);
    }

    [Fact]
    public void Names_that_do_not_fit_below_bars_stand_before_lying_ones()
    {
        XElement[] lying = Marks(new BarChart("t", "c", ["a rather long name of a thing", "another one that is as long", "and a third one, no shorter"], new Axis("n"), BarSeries.Of("", [1, 2, 3])), "rect");
        Assert.Equal(3 * Number(lying[0], "width"), Number(lying[2], "width"), 0.1);
        Assert.Equal(Number(lying[0], "x"), Number(lying[2], "x"));
    }

    [Fact]
    public void A_histogram_counts_every_number_once()
    {
        Histogram histogram = Histogram.Of("t", new Axis("x"), [0, 0.1, 0.9, 1, 1, double.NaN, 0.5], intervals: 2);
        Assert.Equal([2L, 4L], histogram.Counts);
        Assert.Equal("from,to,count\n0,0.5,2\n0.5,1,4\n", histogram.ToCsv());
        Assert.Equal([3L], Histogram.Of("t", new Axis("x"), [5, 5, 5], 1).Counts);
    }

    [Fact]
    public void A_heat_maps_colours_are_symmetric_about_zero_and_share_one_scale()
    {
        XElement[] cells = Marks(new HeatMap("t", "r", ["1"], "c", ["a", "b", "c", "d"], [[-0.5, 0.5, 1, 0]]), "rect");
        string[] styles = [.. cells.Select(cell => cell.Attribute("class")!.Value)];
        string[] opacities = [.. cells.Select(cell => cell.Attribute("fill-opacity")!.Value)];
        Assert.Equal(["dl-negative", "dl-positive", "dl-positive", "dl-positive"], styles);
        Assert.Equal(["0.5", "0.5", "1", "0"], opacities);
    }

    [Fact]
    public void A_plain_diagonal_takes_no_colour_and_sets_no_scale()
    {
        var map = new HeatMap("t", "r", ["0", "1"], "c", ["0", "1"], [[980, 4], [2, 990]]) { IsDiagonalPlain = true };
        Assert.Equal(["0", "1", "0.5", "0"], Marks(map, "rect").Select(cell => cell.Attribute("fill-opacity")!.Value));
    }

    [Fact]
    public void Many_points_become_a_picture_and_few_have_tooltips()
    {
        ScatterPlot Of(int count) => new("t", new Axis("x"), new Axis("y"), new Series("", [.. Enumerable.Range(0, count).Select(i => new FigurePoint(i, i))]));
        Assert.Contains("<title>x 7, y 7</title>", Of(20).ToSvg());
        string many = Of(5000).ToSvg();
        Assert.Contains("data:image/png;base64,", many);
        Assert.True(many.Length < 60_000, $"{many.Length} characters");
    }

    [Fact]
    public void A_line_leaves_a_gap_where_a_number_is_missing()
    {
        string svg = new LineChart("t", new Axis("x"), new Axis("y"), Series.Of("", [1, 2, double.NaN, 3, 4])).ToSvg();
        XElement line = XDocument.Parse(svg).Descendants().Single(element => element.Attribute("class")?.Value == "dl-line dl-0");
        Assert.Equal(2, line.Attribute("d")!.Value.Count(c => c == 'M'));
    }

    [Fact]
    public void A_picture_tile_shows_signed_numbers_and_its_table_holds_them()
    {
        var grid = new ImageGrid("t", [Tile.Of([-1, 0, 0.25f, 1], 2, 2, "m")], 1);
        Assert.Equal("picture,caption,row,column,value\n0,m,0,0,-1\n0,m,0,1,0\n0,m,1,0,0.25\n0,m,1,1,1\n", grid.ToCsv());
    }

    // The marks alone: they have a tooltip.
    private static XElement[] Marks(Figure figure, string name) =>
        [.. XDocument.Parse(figure.ToSvg()).Descendants().Where(element => element.Name.LocalName == name && element.HasElements)];

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
