using DigitLab.Data;

namespace DigitLab.Insight;

/// <summary>What the digits of a dataset are like.</summary>
/// <param name="Digits">The dataset.</param>
/// <param name="Classes">Each class, 0 to 9.</param>
/// <param name="PixelCounts">How many pixels have each gray level, 0 to 255.</param>
/// <param name="InkPercents">The share of white in each picture, in percent.</param>
public sealed record DigitStatistics(DigitDataset Digits, IReadOnlyList<ClassStatistics> Classes, IReadOnlyList<long> PixelCounts, IReadOnlyList<double> InkPercents)
{
    private const int Extremes = 8;

    /// <summary>How even the classes are: the entropy of their shares over that of equal shares, from 0 to 1.</summary>
    public double Balance => Classes.Sum(each => each.Count == 0 ? 0 : -(double)each.Count / Digits.Count * Math.Log((double)each.Count / Digits.Count)) / Math.Log(Classes.Count);

    /// <summary>Looks at all digits.</summary>
    /// <param name="digits">The digits, at least one.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static DigitStatistics Of(DigitDataset digits)
    {
        ArgumentNullException.ThrowIfNull(digits);
        if (digits.Count == 0)
        {
            throw new ArgumentException($"{digits.Name}: expected digits, got none.", nameof(digits));
        }

        int pixels = digits.Height * digits.Width;
        long[] levels = new long[256];
        double[] ink = new double[digits.Count];
        long[][] sums = Rows(pixels), squares = Rows(pixels);
        int[] counts = new int[DigitDataset.Classes];
        for (int n = 0; n < digits.Count; n++)
        {
            ReadOnlySpan<byte> image = digits.Image(n);
            int digit = digits.Label(n);
            counts[digit]++;
            long all = 0;
            for (int i = 0; i < pixels; i++)
            {
                int level = image[i];
                levels[level]++;
                all += level;
                sums[digit][i] += level;
                squares[digit][i] += level * level;
            }

            ink[n] = 100.0 * all / (255.0 * pixels);
        }

        ClassStatistics[] classes = [.. Enumerable.Range(0, DigitDataset.Classes).Select(digit => OfClass(digits, digit, counts[digit], sums[digit], squares[digit], ink))];
        return new DigitStatistics(digits, classes, levels, ink);
    }

    private static ClassStatistics OfClass(DigitDataset digits, int digit, int count, long[] sums, long[] squares, double[] ink)
    {
        int[] own = [.. Enumerable.Range(0, digits.Count).Where(i => digits.Label(i) == digit)];
        double[] mean = [.. sums.Select(sum => count == 0 ? 0 : sum / 255.0 / count)];
        double[] deviation = [.. squares.Select((square, i) => count == 0 ? 0 : Math.Sqrt(Math.Max(0, (square / 65025.0 / count) - (mean[i] * mean[i]))))];
        double[] distances = [.. own.Select(i => DistanceTo(mean, digits.Image(i)))];
        int[] order = [.. Enumerable.Range(0, own.Length).OrderBy(i => distances[i]).Select(i => own[i])];
        return new ClassStatistics(
            digit,
            count,
            MapOf(digits, mean),
            MapOf(digits, deviation),
            own.Length == 0 ? 0 : own.Average(i => ink[i]),
            [.. order.Take(Extremes)],
            [.. order.Reverse().Take(Extremes)]);
    }

    private static PixelMap MapOf(DigitDataset digits, double[] values) => new(digits.Width, digits.Height, [.. values.Select(value => (float)value)]);

    private static double DistanceTo(double[] mean, ReadOnlySpan<byte> image)
    {
        double sum = 0;
        for (int i = 0; i < mean.Length; i++)
        {
            double apart = (image[i] / 255.0) - mean[i];
            sum += apart * apart;
        }

        return sum;
    }

    private static long[][] Rows(int pixels) => [.. Enumerable.Range(0, DigitDataset.Classes).Select(_ => new long[pixels])];
}
