namespace DigitLab.Data;

/// <summary>Turns a stroke's few points into many short segments along a smooth curve.</summary>
/// <remarks>A Catmull–Rom spline: through every point, in the direction of its neighbours. Source: Catmull, Rom 1974.</remarks>
internal static class StrokePath
{
    private const int SegmentsAPoint = 4;

    /// <summary>How many points a path has for a stroke of so many.</summary>
    internal static int LengthOf(int points) => ((points - 1) * SegmentsAPoint) + 1;

    /// <summary>Writes the path.</summary>
    internal static void Trace(ReadOnlySpan<PenPoint> points, Span<PenPoint> path)
    {
        int at = 0;
        for (int i = 0; i + 1 < points.Length; i++)
        {
            PenPoint before = points[Math.Max(i - 1, 0)], from = points[i], to = points[i + 1], after = points[Math.Min(i + 2, points.Length - 1)];
            for (int part = 0; part < SegmentsAPoint; part++)
            {
                double t = (double)part / SegmentsAPoint;
                path[at++] = new PenPoint(Between(before.X, from.X, to.X, after.X, t), Between(before.Y, from.Y, to.Y, after.Y, t));
            }
        }

        path[at] = points[^1];
    }

    private static double Between(double before, double from, double to, double after, double t) =>
        0.5 * ((2 * from) + ((to - before) * t)
            + (((2 * before) - (5 * from) + (4 * to) - after) * t * t)
            + (((3 * from) - before - (3 * to) + after) * t * t * t));
}
