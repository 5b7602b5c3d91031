namespace DigitLab.Benchmarks;

/// <summary>The middle of some figures: what a shared machine disturbs least.</summary>
internal static class Median
{
    internal static double Of(IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values.Order()];
        int half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
