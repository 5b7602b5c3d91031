namespace DigitLab.Insight;

/// <summary>The plotting area with its two axes: grid lines, ticks, labels and titles.</summary>
internal sealed class PlotFrame
{
    private const double UsualHeight = 210;
    private const int MostTicksAcross = 8;
    private const int MostTicksUp = 6;
    private const double LabelGap = 6;

    private readonly AxisMap _x;
    private readonly AxisMap _y;

    /// <summary>Draws the axes of a plot of points.</summary>
    /// <param name="canvas">Where.</param>
    /// <param name="top">Where the frame may begin.</param>
    /// <param name="x">The horizontal axis.</param>
    /// <param name="y">The vertical axis.</param>
    /// <param name="points">All points, spreads included.</param>
    internal PlotFrame(Canvas canvas, double top, Axis x, Axis y, IReadOnlyList<FigurePoint> points)
    {
        _x = new AxisMap(x, points.Select(point => point.X), MostTicksAcross);
        _y = new AxisMap(y, points.SelectMany(Ends), MostTicksUp);
        double labels = _y.Ticks.Max(tick => TextMetrics.Width(_y.LabelOf(tick), FigureStyle.TextSize));
        double left = Figure.Margin + labels + LabelGap;
        double lastLabel = TextMetrics.Width(_x.LabelOf(_x.Ticks[^1]), FigureStyle.TextSize) / 2;
        Area = new Box(left, TitleUp(canvas, top, y), canvas.Width - left - Math.Max(Figure.Margin, lastLabel), UsualHeight);
        DrawUp(canvas, _y, Area);
        Bottom = DrawAcross(canvas, _x, Area, x.Label);
    }

    /// <summary>Where the points go.</summary>
    internal Box Area { get; }

    /// <summary>Where the horizontal axis's title ends.</summary>
    internal double Bottom { get; }

    /// <summary>The place of a number along the horizontal axis.</summary>
    internal double X(double value) => Area.X + (_x.Of(value) * Area.Width);

    /// <summary>The place of a number along the vertical axis.</summary>
    internal double Y(double value) => Area.Bottom - (_y.Of(value) * Area.Height);

    /// <summary>Whether a point has a place in the frame.</summary>
    internal bool Holds(FigurePoint point) => double.IsFinite(X(point.X)) && double.IsFinite(Y(point.Y));

    /// <summary>The vertical axis's title stands above the axis, where it can be read without turning the head.</summary>
    /// <returns>Where the plot may begin.</returns>
    internal static double TitleUp(Canvas canvas, double top, Axis axis)
    {
        if (axis.Label.Length > 0)
        {
            canvas.Text(Figure.Margin, top + FigureStyle.SmallSize, TextMetrics.Fit(axis.Label, FigureStyle.SmallSize, canvas.Width - (2 * Figure.Margin)), "dl-small dl-muted");
        }

        return top + FigureStyle.SmallSize + 13;   // half a tick's label stands above the axis
    }

    /// <summary>Draws a vertical axis at the left of an area.</summary>
    internal static void DrawUp(Canvas canvas, AxisMap map, Box area)
    {
        foreach (double tick in map.Ticks)
        {
            double y = area.Bottom - (map.Of(tick) * area.Height);
            canvas.Line(area.X, y, area.Right, y, "dl-grid");
            canvas.Text(area.X - LabelGap, y + (0.35 * FigureStyle.TextSize), map.LabelOf(tick), "dl-text dl-muted", TextAnchor.End);
        }
    }

    /// <summary>Draws a horizontal axis below an area: as many labels as fit side by side.</summary>
    /// <returns>Where its title ends.</returns>
    internal static double DrawAcross(Canvas canvas, AxisMap map, Box area, string title)
    {
        double widest = map.Ticks.Max(tick => TextMetrics.Width(map.LabelOf(tick), FigureStyle.TextSize)) + 8;
        int stride = Math.Max(1, (int)Math.Ceiling(widest * map.Ticks.Count / Math.Max(1, area.Width)));
        for (int i = 0; i < map.Ticks.Count; i++)
        {
            double x = area.X + (map.Of(map.Ticks[i]) * area.Width);
            canvas.Line(x, area.Bottom, x, area.Bottom + 4, "dl-axis");
            if (i % stride == 0)
            {
                canvas.Text(x, area.Bottom + 6 + FigureStyle.TextSize, map.LabelOf(map.Ticks[i]), "dl-text dl-muted", TextAnchor.Middle);
            }
        }

        canvas.Line(area.X, area.Bottom, area.Right, area.Bottom, "dl-axis");
        return TitleAcross(canvas, area, area.Bottom + 8 + FigureStyle.TextSize, title);
    }

    /// <summary>A title below a horizontal axis.</summary>
    /// <returns>Where it ends.</returns>
    internal static double TitleAcross(Canvas canvas, Box area, double top, string title)
    {
        if (title.Length == 0)
        {
            return top;
        }

        canvas.Text(area.Right, top + FigureStyle.SmallSize + 3, TextMetrics.Fit(title, FigureStyle.SmallSize, area.Right - Figure.Margin), "dl-small dl-muted", TextAnchor.End);
        return top + FigureStyle.SmallSize + 6;
    }

    private static IEnumerable<double> Ends(FigurePoint point) => [point.Y, point.Low ?? point.Y, point.High ?? point.Y];
}
