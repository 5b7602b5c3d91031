namespace DigitLab.Neural;

/// <summary>Bilinear sampling as the paper writes it, every pixel of the picture asked for each place, in double precision.</summary>
/// <remarks>x [H, W, C] is one picture; the place is (column, row), in pixels.</remarks>
internal static class BilinearSamplerReference
{
    /// <summary>V[c] = Σ_{n,m} x[n,m,c] · max(0, 1 − |column − m|) · max(0, 1 − |row − n|). Source: Jaderberg et al. 2015, eq. 5.</summary>
    internal static double At(ReadOnlySpan<float> x, int height, int width, int channels, double column, double row, int channel)
    {
        double sum = 0;
        for (int n = 0; n < height; n++)
        {
            for (int m = 0; m < width; m++)
            {
                sum += x[(((n * width) + m) * channels) + channel] * Math.Max(0, 1 - Math.Abs(column - m)) * Math.Max(0, 1 - Math.Abs(row - n));
            }
        }

        return sum;
    }

    /// <summary>∂V/∂column: each pixel nearer than 1 counts +1 if it lies to the right, else −1. Source: Jaderberg et al. 2015, eq. 7.</summary>
    internal static double SlopeAlongRow(ReadOnlySpan<float> x, int height, int width, int channels, double column, double row, int channel)
    {
        double sum = 0;
        for (int n = 0; n < height; n++)
        {
            for (int m = 0; m < width; m++)
            {
                double sign = Math.Abs(column - m) >= 1 ? 0 : m >= column ? 1 : -1;
                sum += x[(((n * width) + m) * channels) + channel] * sign * Math.Max(0, 1 - Math.Abs(row - n));
            }
        }

        return sum;
    }
}
