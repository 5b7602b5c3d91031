using DigitLab.Data;

namespace DigitLab.Insight;

/// <summary>How often numbers fall into each of a row of equal intervals.</summary>
/// <param name="Title">The heading.</param>
/// <param name="X">The axis of the numbers.</param>
/// <param name="Start">Where the first interval begins.</param>
/// <param name="Width">How wide each interval is; above 0.</param>
/// <param name="Counts">How many numbers each one holds; the upper end of the last one belongs to it.</param>
public sealed record Histogram(string Title, Axis X, double Start, double Width, IReadOnlyList<long> Counts) : Figure(Title)
{
    /// <summary>The vertical axis.</summary>
    public Axis Amount { get; init; } = new("count");

    /// <summary>Counts numbers in intervals between the smallest and the largest.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="x">The axis of the numbers.</param>
    /// <param name="values">The numbers; those that are not finite are left out.</param>
    /// <param name="intervals">How many; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no interval.</exception>
    public static Histogram Of(string title, Axis x, IReadOnlyCollection<double> values, int intervals = 30)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(intervals, 1);
        double[] finite = [.. values.Where(double.IsFinite)];
        double low = finite.Length == 0 ? 0 : finite.Min(), high = finite.Length == 0 ? 1 : finite.Max();
        double width = high > low ? (high - low) / intervals : 1.0 / intervals;
        long[] counts = new long[intervals];
        foreach (double value in finite)
        {
            counts[Math.Min((int)((value - low) / width), intervals - 1)]++;
        }

        return new Histogram(title, x, low, width, counts);
    }

    /// <inheritdoc/>
    public override string ToCsv()
    {
        var table = new CsvWriter("from", "to", Amount.Column);
        for (int i = 0; i < Counts.Count; i++)
        {
            table.AddRow(From(i), From(i + 1), Counts[i]);
        }

        return table.ToString();
    }

    private protected override double Draw(Canvas canvas, double top)
    {
        // The corners of the bars, so that the axes hold them: from 0, or from below 1 where the counts' axis is logarithmic.
        double floor = Amount.Scale == AxisScale.Logarithmic ? 0.5 : 0;
        FigurePoint[] corners = [.. Counts.SelectMany((count, i) => new FigurePoint[] { new(From(i), floor), new(From(i + 1), count) })];
        var frame = new PlotFrame(canvas, top, X, Amount, corners);
        double bottom = frame.Area.Bottom;
        for (int i = 0; i < Counts.Count; i++)
        {
            if (Counts[i] > 0)
            {
                double left = frame.X(From(i)), right = frame.X(From(i + 1)), y = frame.Y(Counts[i]);
                canvas.Rect(
                    new Box(left + 0.25, y, Math.Max(0.5, right - left - 0.5), bottom - y),
                    "dl-fill dl-0",
                    null,
                    $"{Tooltip.Number(X, From(i))} to {TickLabels.Exact(From(i + 1))}: {TickLabels.Exact(Counts[i])}");
            }
        }

        return frame.Bottom;
    }

    private double From(int interval) => Start + (interval * Width);
}
