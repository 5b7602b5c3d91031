namespace DigitLab.Training;

/// <summary>Makes the p of several tests honest: with twenty comparisons one is below 0.05 by chance. Source: Holm 1979, Scandinavian Journal of Statistics 6.</summary>
public static class HolmCorrection
{
    /// <summary>The adjusted p, in the order given: the i-th smallest times (m − i + 1), never below the one before it, at most 1.</summary>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> p)
    {
        double[] adjusted = new double[p.Count];
        double least = 0;
        int left = p.Count;
        foreach (int index in Enumerable.Range(0, p.Count).OrderBy(index => p[index]))
        {
            least = Math.Max(least, Math.Min(1, p[index] * left--));
            adjusted[index] = least;
        }

        return adjusted;
    }
}
