using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>The directions along which digits differ most: eigenvectors of the pixels' covariance, and the digits in their coordinates.</summary>
/// <remarks>
/// Sums of products of bytes are whole numbers, so the covariance is exact. The eigenvectors come from subspace iteration with more directions
/// than are wanted, and a Rayleigh–Ritz step at its end (Golub, Van Loan 2013, §8.2); of each, the largest number is positive.
/// </remarks>
/// <param name="Mean">The mean picture, a number from 0 to 1 for each pixel.</param>
/// <param name="Directions">Unit vectors, one pixel a number, by falling variance.</param>
/// <param name="Variances">The variance along each.</param>
/// <param name="TotalVariance">The sum of all pixels' variances.</param>
/// <param name="Projected">The digits: a point each, one coordinate a direction.</param>
public sealed record PrincipalComponents(
    IReadOnlyList<double> Mean, IReadOnlyList<double[]> Directions, IReadOnlyList<double> Variances, double TotalVariance, PointCloud Projected)
{
    private const int More = 30;        // directions beside those that are wanted
    private const int Iterations = 40;

    /// <summary>Finds the first directions of a dataset.</summary>
    /// <param name="digits">The digits; at least two.</param>
    /// <param name="count">How many directions; at least 1, at most a picture's pixels.</param>
    /// <param name="workers">The threads; no bit depends on them.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are too few digits or pixels.</exception>
    public static PrincipalComponents Of(DigitDataset digits, int count, Workers workers)
    {
        ArgumentNullException.ThrowIfNull(digits);
        ArgumentNullException.ThrowIfNull(workers);
        int pixels = digits.Height * digits.Width;
        ArgumentOutOfRangeException.ThrowIfLessThan(digits.Count, 2, nameof(digits));
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, pixels);
        (double[] mean, double[] covariance) = PixelCovariance.Of(digits, workers);
        (double[][] directions, double[] variances) = Eigenvectors.Of(covariance, pixels, Math.Min(pixels, count + More), Iterations, workers);
        double total = 0;
        for (int i = 0; i < pixels; i++)
        {
            total += covariance[(i * pixels) + i];
        }

        return new PrincipalComponents(mean, directions[..count], variances[..count], total, Project(digits, mean, directions[..count], workers));
    }

    private static PointCloud Project(DigitDataset digits, double[] mean, double[][] directions, Workers workers)
    {
        double[] offsets = [.. directions.Select(direction => direction.Zip(mean, (a, b) => a * b).Sum())];
        float[] values = new float[digits.Count * directions.Length];
        workers.Run(digits.Count, new ProjectJob(digits, directions, offsets, values));
        return new PointCloud(directions.Length, values);
    }

    private readonly struct ProjectJob(DigitDataset digits, double[][] directions, double[] offsets, float[] values) : IJob
    {
        public void Run(int piece)
        {
            ReadOnlySpan<byte> image = digits.Image(piece);
            for (int d = 0; d < directions.Length; d++)
            {
                double sum = 0;
                double[] direction = directions[d];
                for (int i = 0; i < image.Length; i++)
                {
                    sum += image[i] * direction[i];
                }

                values[(piece * directions.Length) + d] = (float)((sum / 255) - offsets[d]);
            }
        }
    }
}
