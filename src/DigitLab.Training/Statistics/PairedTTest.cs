namespace DigitLab.Training;

/// <summary>Whether two settings differ, judged by their differences seed by seed. Source: Student 1908, Biometrika 6.</summary>
/// <param name="Difference">Mean and spread of first minus second.</param>
/// <param name="T">The statistic: mean / (deviation / √n).</param>
/// <param name="P">The probability of such a |T| or a larger one if the settings do not differ.</param>
public sealed record PairedTTest(SampleSummary Difference, double T, double P)
{
    /// <summary>Compares pairs.</summary>
    /// <param name="first">One setting's scores.</param>
    /// <param name="second">The other's, of the same seeds in the same order.</param>
    /// <exception cref="ArgumentException">There are fewer than two pairs, or unequal numbers.</exception>
    public static PairedTTest Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (first.Count != second.Count || first.Count < 2)
        {
            throw new ArgumentException($"Expected two or more pairs, got {first.Count} and {second.Count} values.", nameof(second));
        }

        var difference = SampleSummary.Of([.. first.Zip(second, (a, b) => a - b)]);
        double t = difference.Mean == 0 ? 0 : difference.Mean / (difference.Deviation / Math.Sqrt(difference.Count));
        return new PairedTTest(difference, t, StudentT.TwoSided(t, difference.Count - 1));
    }
}
