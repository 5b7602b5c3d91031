using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Follows the strokes of a form as a hand writes it: where the pen goes, in straight pieces.</summary>
internal static class SignTracer
{
    /// <summary>More points than any form's line has.</summary>
    internal const int LargestPieces = 160;

    private const int StepsPerSpan = 5;   // straight pieces between two points of a form

    /// <summary>Traces all strokes; y points down.</summary>
    /// <param name="form">The form.</param>
    /// <param name="hand">The hand, which moves the form's points and presses the pen.</param>
    /// <param name="random">Where the hand's tremor comes from.</param>
    /// <param name="line">Overwritten: places in heights of the form, radii as the hand gives them.</param>
    /// <param name="isStart">Overwritten: whether a stroke starts at the point, without a line from the one before.</param>
    /// <returns>How many points there are.</returns>
    internal static int Trace(DigitForm form, Handwriting hand, ref RandomSource random, Span<PenPoint> line, Span<bool> isStart)
    {
        Span<(double X, double Y)> points = stackalloc (double X, double Y)[DigitForm.LargestPoints];
        for (int i = 0; i < form.Points.Length; i++)
        {
            points[i] = hand.Place(form.Points[i], ref random);
        }

        isStart.Clear();
        int count = 0;
        foreach (int[] stroke in form.Strokes)
        {
            isStart[count] = true;
            count = TraceStroke(points, stroke, hand.PenRadius, hand.PressureChange, line, count);
        }

        return count;
    }

    // A Catmull-Rom spline through the stroke's points (Catmull, Rom 1974); at a corner, a point given twice, the pieces end straight.
    private static int TraceStroke(
        ReadOnlySpan<(double X, double Y)> points, int[] stroke, double radius, double change, Span<PenPoint> line, int count)
    {
        int last = stroke.Length - 1;
        bool isClosed = stroke[0] == stroke[last];
        line[count++] = At(points[stroke[0]], 0);
        for (int i = 0; i < last; i++)
        {
            if (stroke[i] == stroke[i + 1])
            {
                continue;
            }

            (double X, double Y) from = points[stroke[i]], to = points[stroke[i + 1]];
            (double X, double Y) before = i > 0 ? points[stroke[i - 1]] : isClosed ? points[stroke[last - 1]] : from;
            (double X, double Y) after = i + 1 < last ? points[stroke[i + 2]] : isClosed ? points[stroke[1]] : to;
            for (int step = 1; step <= StepsPerSpan; step++)
            {
                double t = step / (double)StepsPerSpan;
                line[count++] = At((Spline(before.X, from.X, to.X, after.X, t), Spline(before.Y, from.Y, to.Y, after.Y, t)), (i + t) / last);
            }
        }

        return count;

        PenPoint At((double X, double Y) point, double along) =>
            new(point.X, point.Y, radius * (1 + (change * (along - 0.5))));
    }

    private static double Spline(double before, double from, double to, double after, double t) =>
        from + (0.5 * t * (to - before + (t * ((2 * before) - (5 * from) + (4 * to) - after + (t * ((3 * (from - to)) + after - before))))));
}
