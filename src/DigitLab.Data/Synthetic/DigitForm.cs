namespace DigitLab.Data;

/// <summary>One way of writing a digit: strokes through shared points, in units of the digit's height, y downwards.</summary>
/// <remarks>
/// A point that two strokes (or two turns of one) have in common is kept once, so that strokes which meet still meet after each point
/// was moved at random.
/// </remarks>
internal sealed class DigitForm
{
    /// <summary>Upper bound of the points of a form.</summary>
    internal const int LargestPoints = 24;

    /// <param name="share">How often the digit is written so, compared with its other forms.</param>
    /// <param name="strokes">Each stroke's points x, y, x, y … in hundredths of the height; a point given twice running is a corner.</param>
    internal DigitForm(double share, params int[][] strokes)
    {
        var points = new List<(int X, int Y)>();
        Share = share;
        Strokes = new int[strokes.Length][];
        for (int s = 0; s < strokes.Length; s++)
        {
            int[] stroke = strokes[s];
            Strokes[s] = new int[stroke.Length / 2];
            for (int i = 0; i < stroke.Length; i += 2)
            {
                (int, int) point = (stroke[i], stroke[i + 1]);
                if (!points.Contains(point))
                {
                    points.Add(point);
                }

                Strokes[s][i / 2] = points.IndexOf(point);
            }
        }

        Points = [.. points.Select(point => (point.X / 100.0, point.Y / 100.0))];
        if (Points.Length > LargestPoints)
        {
            throw new ArgumentException($"A digit's form: expected at most {LargestPoints} points, got {Points.Length}.", nameof(strokes));
        }
    }

    /// <summary>How often the digit is written so, compared with its other forms.</summary>
    internal double Share { get; }

    /// <summary>The distinct points.</summary>
    internal (double X, double Y)[] Points { get; }

    /// <summary>For each stroke, the places of its points in <see cref="Points"/>.</summary>
    internal int[][] Strokes { get; }
}
