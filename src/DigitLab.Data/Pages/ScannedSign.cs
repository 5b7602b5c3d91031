namespace DigitLab.Data;

/// <summary>Reads a digit of 28×28 pixels between its pixels, smoothly: by cubic B-splines, whose outlines have no steps.</summary>
internal static class ScannedSign
{
    /// <summary>Side of the field in pixels.</summary>
    internal const int Side = 28;

    /// <summary>The longer side of the ink's box.</summary>
    internal const int BoxSide = 20;

    /// <summary>The ink, 0 to 1, at a place in pixels from the field's corner.</summary>
    internal static double At(ReadOnlySpan<byte> digit, double x, double y)
    {
        (double column, double row) = (Math.Floor(x - 0.5), Math.Floor(y - 0.5));
        Span<double> across = stackalloc double[4], down = stackalloc double[4];
        Weigh(x - 0.5 - column, across);
        Weigh(y - 0.5 - row, down);
        double sum = 0;
        for (int v = 0; v < 4; v++)
        {
            int pixelRow = (int)row - 1 + v;
            for (int u = 0; u < 4 && pixelRow is >= 0 and < Side; u++)
            {
                int pixel = (int)column - 1 + u;
                sum += pixel is >= 0 and < Side ? down[v] * across[u] * digit[(pixelRow * Side) + pixel] : 0;
            }
        }

        return sum / 255;
    }

    private static void Weigh(double t, Span<double> weights)
    {
        double s = 1 - t;
        weights[0] = s * s * s / 6;
        weights[1] = ((3 * t * t * t) - (6 * t * t) + 4) / 6;
        weights[2] = ((3 * s * s * s) - (6 * s * s) + 4) / 6;
        weights[3] = t * t * t / 6;
    }
}
