namespace DigitLab.EndToEnd.Tests;

/// <summary>The ten digits as strokes of a pen, in the styles of three hands.</summary>
/// <remarks>
/// Written down by looking at how people write: where the pen begins, turns and is lifted. Points are joined by Catmull–Rom curves, and each
/// hand slants, widens and trembles in its own way; a corner is a point that stands twice.
/// </remarks>
internal static class DrawnDigit
{
    private const int PointsBetween = 4;

    // Columns and rows in a box of 1 by 1.
    private static readonly string[][] Upright =
    [
        [".50,.02 .20,.16 .08,.50 .20,.84 .50,.98 .80,.84 .92,.50 .80,.16 .50,.02"],
        [".50,.00 .50,.35 .50,.70 .50,1.0"],
        [".12,.25 .28,.06 .55,.00 .80,.12 .82,.36 .60,.62 .12,1.0 .12,1.0 .50,.99 .90,1.0"],
        [".15,.10 .45,.00 .78,.12 .75,.36 .42,.48 .42,.48 .80,.58 .86,.82 .52,1.0 .12,.90"],
        [".30,.02 .10,.60 .10,.60 .50,.60 .92,.60", ".70,.25 .70,.60 .70,1.0"],
        [".85,.02 .50,.02 .22,.02 .22,.02 .18,.42 .18,.42 .55,.36 .85,.56 .80,.86 .45,1.0 .12,.88"],
        [".72,.02 .40,.20 .16,.55 .20,.88 .50,1.0 .80,.84 .76,.60 .48,.52 .20,.70"],
        [".10,.04 .50,.04 .90,.03 .90,.03 .65,.45 .45,1.0"],
        [".78,.14 .48,.02 .22,.16 .34,.38 .68,.58 .82,.82 .50,.99 .18,.82 .36,.56 .70,.38 .80,.15"],
        [".82,.26 .52,.02 .20,.14 .18,.40 .46,.52 .76,.38 .83,.20 .83,.20 .80,.60 .72,1.0"],
    ];

    private static readonly string[][] Round =
    [
        [".60,.04 .26,.10 .10,.46 .18,.82 .48,.98 .82,.80 .90,.42 .72,.10 .50,.03"],
        [".28,.22 .56,.00 .56,.00 .55,.50 .54,1.0"],
        [".14,.22 .40,.02 .76,.08 .80,.34 .50,.70 .18,.94 .18,.94 .34,.88 .62,.98 .92,.92"],
        [".16,.16 .46,.02 .76,.16 .66,.40 .44,.48 .44,.48 .78,.60 .80,.84 .48,.99 .14,.86"],
        [".22,.00 .16,.52 .16,.52 .52,.56 .88,.52", ".74,.02 .72,.50 .70,1.0"],
        [".26,.04 .20,.44 .20,.44 .56,.38 .84,.60 .74,.90 .42,.99 .12,.86", ".26,.04 .55,.05 .86,.02"],
        [".64,.00 .34,.28 .16,.66 .30,.94 .62,.98 .82,.76 .64,.56 .34,.64 .20,.78"],
        [".12,.08 .50,.05 .86,.06 .86,.06 .60,.50 .50,1.0", ".32,.52 .52,.51 .78,.50"],
        [".50,.50 .22,.30 .40,.04 .72,.10 .72,.34 .50,.50 .22,.72 .34,.96 .68,.96 .80,.74 .52,.50"],
        [".78,.18 .46,.04 .22,.24 .34,.48 .64,.44 .80,.18 .80,.18 .82,.55 .70,.92 .40,1.0"],
    ];

    private static readonly string[][] Quick =
    [
        [".46,.04 .16,.30 .10,.66 .34,.96 .70,.88 .90,.50 .78,.14 .40,.06"],
        [".62,.00 .52,.50 .42,1.0"],
        [".16,.14 .52,.00 .82,.18 .66,.48 .14,.98 .14,.98 .52,.94 .94,.97"],
        [".12,.04 .50,.02 .82,.06 .82,.06 .46,.40 .46,.40 .80,.56 .78,.86 .42,1.0 .10,.90"],
        [".56,.00 .30,.34 .08,.66 .08,.66 .50,.64 .94,.62", ".66,.38 .62,.70 .58,1.0"],
        [".30,.02 .22,.40 .22,.40 .58,.36 .82,.58 .68,.90 .36,.99 .10,.88", ".30,.02 .60,.03 .92,.00"],
        [".58,.00 .26,.40 .14,.74 .34,.98 .66,.90 .74,.68 .48,.58 .22,.74"],
        [".14,.10 .14,.02 .14,.02 .52,.04 .88,.02 .88,.02 .62,.52 .40,1.0"],
        [".82,.10 .50,.00 .24,.18 .46,.44 .76,.68 .64,.96 .30,.96 .20,.74 .52,.46 .84,.12"],
        [".80,.12 .44,.06 .20,.30 .40,.50 .72,.34 .84,.08 .84,.08 .74,.56 .62,1.0"],
    ];

    private static readonly (string[][] Forms, double Slant, double Width, double Tremor)[] Hands = [(Upright, 0, 0.30, 0), (Round, 0.12, 0.34, 0.006), (Quick, 0.28, 0.26, 0.010)];

    internal static int HandCount => Hands.Length;

    /// <summary>A digit's strokes in shares of a board three wide and two high.</summary>
    /// <param name="digit">The digit.</param>
    /// <param name="hand">Whose hand.</param>
    /// <param name="centerX">Where on the board.</param>
    /// <param name="height">How high, as a share of the board's height.</param>
    internal static IReadOnlyList<IReadOnlyList<(double X, double Y)>> Of(int digit, int hand, double centerX = 0.5, double height = 0.62)
    {
        (string[][] forms, double slant, double width, double tremor) = Hands[hand];
        var random = new Random((digit * 31) + hand);
        return [.. forms[digit].Select(stroke => Curve(Points(stroke)).Select(point => Place(point)).ToArray())];

        (double X, double Y) Place((double X, double Y) point)
        {
            double x = (point.X - 0.5) + (slant * (0.5 - point.Y)) + (tremor * ((2 * random.NextDouble()) - 1));
            double y = point.Y - 0.5 + (tremor * ((2 * random.NextDouble()) - 1));
            return (centerX + (x * width * height / 0.62), 0.5 + (y * height));
        }
    }

    private static (double X, double Y)[] Points(string stroke) =>
        [.. stroke.Split(' ').Select(point => point.Split(',')).Select(parts => (double.Parse(parts[0]), double.Parse(parts[1])))];

    private static IEnumerable<(double X, double Y)> Curve((double X, double Y)[] points)
    {
        for (int i = 0; i + 1 < points.Length; i++)
        {
            (double X, double Y) a = points[Math.Max(0, i - 1)], b = points[i], c = points[i + 1], d = points[Math.Min(points.Length - 1, i + 2)];
            if (b == c)
            {
                continue;
            }

            for (int k = 0; k < PointsBetween; k++)
            {
                double t = (double)k / PointsBetween;
                yield return (Between(a.X, b.X, c.X, d.X, t), Between(a.Y, b.Y, c.Y, d.Y, t));
            }
        }

        yield return points[^1];
    }

    private static double Between(double a, double b, double c, double d, double t) =>
        0.5 * ((2 * b) + ((c - a) * t) + (((2 * a) - (5 * b) + (4 * c) - d) * t * t) + (((3 * b) - a - (3 * c) + d) * t * t * t));
}
