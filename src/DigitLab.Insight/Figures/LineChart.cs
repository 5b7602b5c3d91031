using System.Text;

namespace DigitLab.Insight;

/// <summary>How quantities follow another one: a line for each series, with a band where its points have a spread.</summary>
/// <param name="Title">The heading.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Lines">The series; at least one.</param>
public sealed record LineChart(string Title, Axis X, Axis Y, params IReadOnlyList<Series> Lines) : Figure(Title)
{
    private const int MostMarks = 40;      // beyond, the marks would hide the line
    private const int MostTooltips = 400;

    /// <summary>A dotted straight line to compare with, such as the diagonal of perfect calibration; null for none.</summary>
    public (FigurePoint From, FigurePoint To)? Reference { get; init; }

    /// <inheritdoc/>
    public override string ToCsv() => SeriesTable.Of(X, Y, Lines);

    private protected override double Draw(Canvas canvas, double top)
    {
        top = Legend.Draw(canvas, top, [.. Lines.Select(line => line.Name)], (i, from, to, y) =>
        {
            canvas.Path($"M{Canvas.N(from)} {Canvas.N(y)}H{Canvas.N(to)}", StyleOf(i));
            canvas.Mark((from + to) / 2, y, ColorOf(i), 3.5);
        });
        FigurePoint[] all = [.. Lines.SelectMany(line => line.Points), .. Reference is { } reference ? [reference.From, reference.To] : Array.Empty<FigurePoint>()];
        var frame = new PlotFrame(canvas, top, X, Y, all);
        canvas.OpenWindow(new Box(frame.Area.X - 5, frame.Area.Y - 5, frame.Area.Width + 10, frame.Area.Height + 10));
        if (Reference is { } line)
        {
            canvas.Line(frame.X(line.From.X), frame.Y(line.From.Y), frame.X(line.To.X), frame.Y(line.To.Y), "dl-reference");
        }

        for (int i = 0; i < Lines.Count; i++)
        {
            DrawBand(canvas, frame, i);
        }

        for (int i = 0; i < Lines.Count; i++)
        {
            canvas.Path(PathOf(frame, Lines[i].Points), StyleOf(i));
            DrawMarks(canvas, frame, i);
        }

        canvas.CloseWindow();
        return frame.Bottom;
    }

    private int ColorOf(int line) => Lines[line].Color ?? line;

    private string StyleOf(int line) => $"dl-line dl-{ColorOf(line) % Palette.Series.Count}{(Lines[line].IsDashed ? " dl-dashed" : "")}";

    private void DrawMarks(Canvas canvas, PlotFrame frame, int line)
    {
        IReadOnlyList<FigurePoint> points = Lines[line].Points;
        int stride = Math.Max(1, points.Count / MostTooltips);
        for (int p = 0; p < points.Count; p += stride)
        {
            if (frame.Holds(points[p]))
            {
                double x = frame.X(points[p].X), y = frame.Y(points[p].Y);
                string tooltip = Tooltip.Of(Lines[line].Name, X, Y, points[p]);
                if (points.Count <= MostMarks)
                {
                    canvas.Mark(x, y, ColorOf(line), 3.2, tooltip);
                }
                else
                {
                    canvas.Rect(new Box(x - 3, y - 6, 6, 12), "dl-hover", "fill-opacity=\"0\"", tooltip);
                }
            }
        }
    }

    private void DrawBand(Canvas canvas, PlotFrame frame, int line)
    {
        FigurePoint[] spread = [.. Lines[line].Points.Where(point => point.Low is not null && point.High is not null && frame.Holds(point))];
        if (spread.Length > 1)
        {
            IEnumerable<FigurePoint> edge = spread.Select(point => point with { Y = point.High!.Value })
                .Concat(spread.Reverse().Select(point => point with { Y = point.Low!.Value }));
            canvas.Path($"{PathOf(frame, [.. edge])}z", $"dl-band dl-{ColorOf(line) % Palette.Series.Count}");
        }
    }

    // A point without a place lifts the pen.
    private static string PathOf(PlotFrame frame, IReadOnlyList<FigurePoint> points)
    {
        var path = new StringBuilder();
        bool isDown = false;
        foreach (FigurePoint point in points)
        {
            bool holds = frame.Holds(point);
            if (holds)
            {
                path.Append(isDown ? 'L' : 'M').Append(Canvas.N(frame.X(point.X))).Append(' ').Append(Canvas.N(frame.Y(point.Y)));
            }

            isDown = holds;
        }

        return path.Length == 0 ? "M0 0" : path.ToString();
    }
}
