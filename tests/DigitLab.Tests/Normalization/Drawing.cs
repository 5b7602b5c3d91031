using DigitLab.Imaging;

namespace DigitLab.Tests.Normalization;

/// <summary>Digits drawn with a round pen for tests: anti-aliased lines through given points, on any paper, anywhere.</summary>
internal sealed record Drawing
{
    /// <summary>The points of each digit's strokes, in a box of 1×1.</summary>
    private static readonly Dictionary<int, (double X, double Y)[][]> Strokes = new()
    {
        [0] = [[.. Enumerable.Range(0, 25).Select(i => (0.3 + 0.3 * Circle(i + 6), 0.5 + 0.5 * Circle(i)))]],
        [1] = [[(0.2, 0), (0.2, 1)]],
        [2] = [[(0, 0.2), (0.15, 0.05), (0.35, 0), (0.55, 0.1), (0.6, 0.3), (0.4, 0.6), (0, 1), (0.65, 1)]],
        [4] = [[(0.45, 0), (0, 0.65), (0.65, 0.65)], [(0.5, 0.35), (0.45, 1)]],
        [5] = [[(0.6, 0), (0.1, 0)], [(0.1, 0.1), (0.05, 0.45), (0.4, 0.4), (0.6, 0.6), (0.5, 0.9), (0.2, 1), (0, 0.9)]],
        [7] = [[(0, 0), (0.65, 0), (0.25, 1)]],
    };

    public static IEnumerable<int> Digits => Strokes.Keys;

    public int Digit { get; init; } = 2;

    public int Width { get; init; } = 120;

    public int Height { get; init; } = 150;

    /// <summary>The left edge of the digit's box, in pixels.</summary>
    public double X { get; init; } = 30;

    /// <summary>The top edge of the digit's box, in pixels.</summary>
    public double Y { get; init; } = 25;

    /// <summary>The height of the digit's box, in pixels, the pen apart.</summary>
    public double Size { get; init; } = 80;

    /// <summary>The width of the pen's line, in pixels.</summary>
    public double Pen { get; init; } = 10;

    public Rgba Ink { get; init; } = Rgba.Black;

    public Rgba Paper { get; init; } = Rgba.White;

    /// <summary>The same drawing, everything so many times as large.</summary>
    public Drawing Times(double factor) => this with
    {
        Width = (int)(Width * factor),
        Height = (int)(Height * factor),
        X = X * factor,
        Y = Y * factor,
        Size = Size * factor,
        Pen = Pen * factor,
    };

    /// <summary>The ink of every pixel, 0 to 1.</summary>
    public double[] Coverage()
    {
        double[] coverage = new double[Width * Height];
        foreach ((double X, double Y)[] stroke in Strokes[Digit])
        {
            for (int i = 1; i < stroke.Length; i++)
            {
                for (int p = 0; p < coverage.Length; p++)
                {
                    double distance = Distance(
                        p % Width + 0.5, p / Width + 0.5,
                        X + Size * stroke[i - 1].X, Y + Size * stroke[i - 1].Y, X + Size * stroke[i].X, Y + Size * stroke[i].Y);
                    coverage[p] = Math.Max(coverage[p], Math.Clamp(Pen / 2 - distance + 0.5, 0, 1));
                }
            }
        }

        return coverage;
    }

    /// <summary>The ink over the paper, channel by channel; where both are opaque, so is the picture.</summary>
    public ColorImage ToPicture()
    {
        double[] coverage = Coverage();
        var picture = new ColorImage(Width, Height);
        for (int p = 0; p < coverage.Length; p++)
        {
            picture[p % Width, p / Width] = new Rgba(
                Mix(Paper.R, Ink.R, coverage[p]),
                Mix(Paper.G, Ink.G, coverage[p]),
                Mix(Paper.B, Ink.B, coverage[p]),
                Mix(Paper.A, Ink.A, coverage[p]));
        }

        return picture;
    }

    private static byte Mix(byte paper, byte ink, double share) => (byte)(paper + (ink - paper) * share + 0.5);

    // The cosine of i · 15°, from the angles of which it can be had without a library: 0, 15, 30 … 90.
    private static double Circle(int i)
    {
        double[] quarter = [1, (Math.Sqrt(6) + Math.Sqrt(2)) / 4, Math.Sqrt(3) / 2, Math.Sqrt(2) / 2, 0.5, (Math.Sqrt(6) - Math.Sqrt(2)) / 4, 0];
        int k = i % 24;
        return k <= 6 ? quarter[k] : k <= 12 ? -quarter[12 - k] : k <= 18 ? -quarter[k - 12] : quarter[24 - k];
    }

    private static double Distance(double x, double y, double ax, double ay, double bx, double by)
    {
        double along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
        double t = Math.Clamp(along, 0, 1);
        double dx = x - ax - t * (bx - ax);
        double dy = y - ay - t * (by - ay);
        return Math.Sqrt(dx * dx + dy * dy);
    }
}
