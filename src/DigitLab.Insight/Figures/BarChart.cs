using DigitLab.Data;

namespace DigitLab.Insight;

/// <summary>Amounts of a few things side by side: a bar for each category and series, from 0, with whiskers for a spread.</summary>
/// <remarks>Where the categories' names do not fit below upright bars, the bars lie, and each name stands before its own.</remarks>
/// <param name="Title">The heading.</param>
/// <param name="CategoryTitle">What the categories are.</param>
/// <param name="Categories">Their names.</param>
/// <param name="Amount">The axis of the amounts.</param>
/// <param name="Groups">The series; at least one, each with a bar for every category.</param>
public sealed record BarChart(string Title, string CategoryTitle, IReadOnlyList<string> Categories, Axis Amount, params IReadOnlyList<BarSeries> Groups) : Figure(Title)
{
    private const double UprightHeight = 210;
    private const double Filled = 0.76;          // of a category's room
    private const double LyingRow = 17;          // of one bar, at least
    private const double LongestName = 190;

    /// <inheritdoc/>
    public override string ToCsv()
    {
        bool hasSpread = Groups.Any(group => group.Bars.Any(bar => bar.Low is not null || bar.High is not null));
        var table = new CsvWriter([CategoryTitle.Replace(' ', '_'), "series", Amount.Column, .. hasSpread ? ["low", "high"] : Array.Empty<string>()]);
        for (int c = 0; c < Categories.Count; c++)
        {
            foreach (BarSeries group in Groups)
            {
                Bar bar = group.Bars[c];
                table.AddRow([Categories[c], group.Name, bar.Value, .. hasSpread ? [bar.Low, bar.High] : Array.Empty<object?>()]);
            }
        }

        return table.ToString();
    }

    private protected override double Draw(Canvas canvas, double top)
    {
        RequireWhole();
        top = Legend.Draw(canvas, top, [.. Groups.Select(group => group.Name)], (i, from, to, y) =>
            canvas.Rect(new Box(to - 11, y - 5.5, 11, 11), StyleOf(i)));
        IEnumerable<double> values = Groups.SelectMany(group => group.Bars).SelectMany(bar => new[] { bar.Value, bar.Low ?? bar.Value, bar.High ?? bar.Value });
        var map = new AxisMap(Amount, values, mostTicks: 6, hasZero: Amount.Min is null);
        double widest = Categories.Max(name => TextMetrics.Width(name, FigureStyle.TextSize)) + 8;
        double labels = map.Ticks.Max(tick => TextMetrics.Width(map.LabelOf(tick), FigureStyle.TextSize)) + 6;
        double room = canvas.Width - (2 * Figure.Margin) - labels;
        return widest <= room / Categories.Count
            ? DrawUpright(canvas, map, new Box(Figure.Margin + labels, PlotFrame.TitleUp(canvas, top, Amount), room, UprightHeight))
            : DrawLying(canvas, map, top, Math.Min(widest, LongestName));
    }

    private double DrawUpright(Canvas canvas, AxisMap map, Box area)
    {
        PlotFrame.DrawUp(canvas, map, area);
        double step = area.Width / Categories.Count, width = step * Filled / Groups.Count, zero = area.Bottom - (Zero(map) * area.Height);
        for (int c = 0; c < Categories.Count; c++)
        {
            double middle = area.X + ((c + 0.5) * step);
            canvas.Text(middle, area.Bottom + 6 + FigureStyle.TextSize, Categories[c], "dl-text dl-muted", TextAnchor.Middle);
            for (int g = 0; g < Groups.Count; g++)
            {
                Bar bar = Groups[g].Bars[c];
                double x = middle + ((g - (Groups.Count / 2.0)) * width), end = area.Bottom - (Held(map, bar.Value) * area.Height);
                canvas.Rect(new Box(x + 0.5, Math.Min(zero, end), Math.Max(1, width - 1), Math.Abs(zero - end)), StyleOf(g), null, TooltipOf(c, g));
                if (bar is { Low: { } low, High: { } high })
                {
                    double lower = area.Bottom - (Held(map, low) * area.Height), upper = area.Bottom - (Held(map, high) * area.Height), at = x + (width / 2);
                    canvas.Path($"M{Canvas.N(at - 3)} {Canvas.N(lower)}h6M{Canvas.N(at - 3)} {Canvas.N(upper)}h6M{Canvas.N(at)} {Canvas.N(lower)}V{Canvas.N(upper)}", "dl-range");
                }
            }
        }

        canvas.Line(area.X, zero, area.Right, zero, "dl-axis");
        return PlotFrame.TitleAcross(canvas, area, area.Bottom + 8 + FigureStyle.TextSize, CategoryTitle);
    }

    private double DrawLying(Canvas canvas, AxisMap map, double top, double names)
    {
        double row = Math.Max(LyingRow * Groups.Count, LyingRow) / Filled, left = Figure.Margin + names;
        double lastLabel = TextMetrics.Width(map.LabelOf(map.Ticks[^1]), FigureStyle.TextSize) / 2;
        var area = new Box(left, top + 4, canvas.Width - left - Math.Max(Figure.Margin, lastLabel), row * Categories.Count);
        foreach (double tick in map.Ticks)
        {
            double x = area.X + (map.Of(tick) * area.Width);
            canvas.Line(x, area.Y, x, area.Bottom, "dl-grid");
        }

        double height = row * Filled / Groups.Count, zero = area.X + (Zero(map) * area.Width);
        for (int c = 0; c < Categories.Count; c++)
        {
            double middle = area.Y + ((c + 0.5) * row);
            canvas.Text(left - 8, middle + (0.35 * FigureStyle.TextSize), TextMetrics.Fit(Categories[c], FigureStyle.TextSize, names - 8), "dl-text", TextAnchor.End);
            for (int g = 0; g < Groups.Count; g++)
            {
                Bar bar = Groups[g].Bars[c];
                double y = middle + ((g - (Groups.Count / 2.0)) * height), end = area.X + (Held(map, bar.Value) * area.Width);
                canvas.Rect(new Box(Math.Min(zero, end), y + 0.5, Math.Abs(end - zero), height - 1), StyleOf(g), null, TooltipOf(c, g));
                if (bar is { Low: { } low, High: { } high })
                {
                    double lower = area.X + (Held(map, low) * area.Width), upper = area.X + (Held(map, high) * area.Width), at = y + (height / 2);
                    canvas.Path($"M{Canvas.N(lower)} {Canvas.N(at - 3)}v6M{Canvas.N(upper)} {Canvas.N(at - 3)}v6M{Canvas.N(lower)} {Canvas.N(at)}H{Canvas.N(upper)}", "dl-range");
                }
            }
        }

        canvas.Line(zero, area.Y, zero, area.Bottom, "dl-axis");
        return PlotFrame.DrawAcross(canvas, map, area, Amount.Label);
    }

    private void RequireWhole()
    {
        if (Categories.Count == 0 || Groups.Count == 0)
        {
            throw new ArgumentException($"{Title}: expected at least one category and one series of bars, got {Categories.Count} and {Groups.Count}.");
        }

        if (Groups.FirstOrDefault(group => group.Bars.Count != Categories.Count) is { } wrong)
        {
            throw new ArgumentException($"{Title}: expected {Categories.Count} bars in \"{wrong.Name}\", one for each category, got {wrong.Bars.Count}.");
        }
    }

    // A bar that leaves the axis is cut off at its end.
    private static double Held(AxisMap map, double value) => double.IsFinite(value) ? Math.Clamp(map.Of(value), 0, 1) : Zero(map);

    private static double Zero(AxisMap map) => double.IsNaN(map.Of(0)) ? 0 : Math.Clamp(map.Of(0), 0, 1);

    private static string StyleOf(int group) => $"dl-fill dl-{group % Palette.Series.Count}";

    private string TooltipOf(int category, int group)
    {
        Bar bar = Groups[group].Bars[category];
        string spread = bar is { Low: { } low, High: { } high } ? $" ({TickLabels.Exact(low)} to {TickLabels.Exact(high)})" : "";
        return $"{Categories[category]}{(Groups.Count > 1 ? $", {Groups[group].Name}" : "")}: {Tooltip.Number(Amount, bar.Value)}{spread}";
    }
}
