using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Finds the normalization of a training set.</summary>
/// <remarks>
/// Sums are whole numbers, so they are exact and their order cannot change a bit. The deviation is that of the digits themselves
/// (divided by n, not n − 1). MNIST's 60,000 training digits have mean 0.1307 and deviation 0.3081.
/// Where there is no spread (in MNIST the corners, which nobody inks) the deviation is taken as 1, so the input is 0 for a pixel that looks
/// as always. A pixel with little spread has a small deviation: a digit that inks it, perhaps because an augmentation
/// moved it there, gets a large input.
/// </remarks>
public static class NormalizationFitter
{
    /// <summary>The normalization of this kind for these digits.</summary>
    /// <param name="kind">Which normalization.</param>
    /// <param name="training">The digits to learn from, without validation and test digits; not looked at for <see cref="NormalizationKind.Unit"/> and <see cref="NormalizationKind.Symmetric"/>.</param>
    /// <exception cref="ArgumentException">There are no digits.</exception>
    public static InputNormalization Fit(NormalizationKind kind, DigitDataset training)
    {
        if (kind == NormalizationKind.Unit)
        {
            return InputNormalization.Unit;
        }

        if (kind == NormalizationKind.Symmetric)
        {
            return InputNormalization.Standard(0.5f, 0.5f);
        }

        if (training.Count == 0)
        {
            throw new ArgumentException($"{training.Name}: expected digits to take a mean of, got none.", nameof(training));
        }

        int size = training.Height * training.Width;
        ulong[] sums = new ulong[size], squares = new ulong[size];
        for (int i = 0; i < training.Count; i++)
        {
            ReadOnlySpan<byte> image = training.Image(i);
            for (int pixel = 0; pixel < image.Length; pixel++)
            {
                uint value = image[pixel];
                sums[pixel] += value;
                squares[pixel] += value * value;
            }
        }

        return kind switch
        {
            NormalizationKind.Standard => Standard(sums, squares, training.Count),
            NormalizationKind.PerPixel => PerPixel(sums, squares, training.Count),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of normalization."),
        };
    }

    private static InputNormalization Standard(ulong[] sums, ulong[] squares, int count)
    {
        ulong sum = 0, square = 0;
        for (int pixel = 0; pixel < sums.Length; pixel++)
        {
            sum += sums[pixel];
            square += squares[pixel];
        }

        (float mean, float deviation) = Spread(sum, square, (ulong)count * (ulong)sums.Length);
        return InputNormalization.Standard(mean, deviation);
    }

    private static InputNormalization PerPixel(ulong[] sums, ulong[] squares, int count)
    {
        float[] mean = new float[sums.Length], deviation = new float[sums.Length];
        for (int pixel = 0; pixel < sums.Length; pixel++)
        {
            (mean[pixel], deviation[pixel]) = Spread(sums[pixel], squares[pixel], (ulong)count);
        }

        return InputNormalization.PerPixel(mean, deviation);
    }

    // Mean Σx/n and variance (n Σx² − (Σx)²)/n², the difference taken exactly, then in units of pixel / 255.
    private static (float Mean, float Deviation) Spread(ulong sum, ulong squares, ulong count)
    {
        UInt128 numerator = ((UInt128)count * squares) - ((UInt128)sum * sum);
        double deviation = Math.Sqrt((double)numerator) / count / byte.MaxValue;
        return ((float)((double)sum / count / byte.MaxValue), numerator == 0 ? 1 : (float)deviation);
    }
}
