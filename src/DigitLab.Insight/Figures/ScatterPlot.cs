using DigitLab.Imaging;

namespace DigitLab.Insight;

/// <summary>Points in the plane, a colour and a shape for each series; spreads are drawn as vertical bars.</summary>
/// <remarks>Beyond 3,000 points they are drawn as one picture of pixels, without tooltips: a page must stay readable and light.</remarks>
/// <param name="Title">The heading.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Clouds">The series; at least one.</param>
public sealed record ScatterPlot(string Title, Axis X, Axis Y, params IReadOnlyList<Series> Clouds) : Figure(Title)
{
    private const int MostMarks = 3000;
    private const int Crowd = 20_000;
    private const int Finer = 3;   // pixels of the picture for a unit of the drawing

    /// <inheritdoc/>
    public override string ToCsv() => SeriesTable.Of(X, Y, Clouds);

    private protected override double Draw(Canvas canvas, double top)
    {
        top = Legend.Draw(canvas, top, [.. Clouds.Select(cloud => cloud.Name)], (i, from, to, y) => canvas.Mark((from + to) / 2, y, ColorOf(i), 4));
        var frame = new PlotFrame(canvas, top, X, Y, [.. Clouds.SelectMany(cloud => cloud.Points)]);
        if (Clouds.Sum(cloud => cloud.Points.Count) > MostMarks)
        {
            canvas.Picture(frame.Area, PictureOf(frame), isSmooth: true);
            return frame.Bottom;
        }

        canvas.OpenWindow(new Box(frame.Area.X - 5, frame.Area.Y - 5, frame.Area.Width + 10, frame.Area.Height + 10));
        for (int i = 0; i < Clouds.Count; i++)
        {
            DrawMarks(canvas, frame, i);
        }

        canvas.CloseWindow();
        return frame.Bottom;
    }

    private int ColorOf(int cloud) => Clouds[cloud].Color ?? cloud;

    private void DrawMarks(Canvas canvas, PlotFrame frame, int cloud)
    {
        foreach (FigurePoint point in Clouds[cloud].Points.Where(frame.Holds))
        {
            double x = frame.X(point.X), y = frame.Y(point.Y);
            if (point is { Low: { } low, High: { } high })
            {
                (double lower, double upper) = (frame.Y(low), frame.Y(high));
                canvas.Path($"M{Canvas.N(x - 3)} {Canvas.N(lower)}h6M{Canvas.N(x - 3)} {Canvas.N(upper)}h6M{Canvas.N(x)} {Canvas.N(lower)}V{Canvas.N(upper)}", "dl-range");
            }

            canvas.Mark(x, y, ColorOf(cloud), 3.5, Tooltip.Of(Clouds.Count > 1 ? Clouds[cloud].Name : "", X, Y, point));
        }
    }

    // In turns from each series, so that none is hidden below all others.
    private ColorImage PictureOf(PlotFrame frame)
    {
        int radius = Clouds.Sum(cloud => cloud.Points.Count) > Crowd ? 1 : 2;
        var picture = new ColorImage((int)(frame.Area.Width * Finer), (int)(frame.Area.Height * Finer));
        for (int p = 0; p < Clouds.Max(cloud => cloud.Points.Count); p++)
        {
            for (int i = 0; i < Clouds.Count; i++)
            {
                if (p < Clouds[i].Points.Count && frame.Holds(Clouds[i].Points[p]))
                {
                    FigurePoint point = Clouds[i].Points[p];
                    int x = (int)((frame.X(point.X) - frame.Area.X) * Finer), y = (int)((frame.Y(point.Y) - frame.Area.Y) * Finer);
                    FillSquare(picture, x, y, radius, Palette.ForSeries(ColorOf(i)));
                }
            }
        }

        return picture;
    }

    private static void FillSquare(ColorImage picture, int centerX, int centerY, int radius, Rgba color)
    {
        for (int y = Math.Max(0, centerY - radius); y <= Math.Min(picture.Height - 1, centerY + radius); y++)
        {
            for (int x = Math.Max(0, centerX - radius); x <= Math.Min(picture.Width - 1, centerX + radius); x++)
            {
                picture[x, y] = color;
            }
        }
    }
}
