namespace DigitLab;

/// <summary>The level that divides values into two classes that differ most.</summary>
/// <remarks>
/// Of 256 levels the one with the largest w₀ · w₁ · (μ₀ − μ₁)², where w are the shares of the two classes and μ their means.
/// Between two separate heaps every level is as good, and the middle one is taken.
/// Source: Otsu 1979, <i>A threshold selection method from gray-level histograms</i>, IEEE Transactions SMC 9(1).
/// </remarks>
internal static class OtsuThreshold
{
    private const int Levels = 256;

    /// <summary>The threshold between 0 and <paramref name="largest"/>; values below 0 count as 0, values above as the largest.</summary>
    internal static float Of(ReadOnlySpan<float> values, float largest)
    {
        Span<long> histogram = stackalloc long[Levels];
        foreach (float value in values)
        {
            histogram[(int)(Math.Clamp(value / largest, 0, 1) * (Levels - 1))]++;
        }

        long totalSum = 0;
        for (int level = 0; level < Levels; level++)
        {
            totalSum += level * histogram[level];
        }

        double best = -1;
        int first = 0;
        int last = 0;
        long below = 0;
        long belowSum = 0;
        for (int level = 0; level < Levels - 1; level++)
        {
            below += histogram[level];
            belowSum += level * histogram[level];
            long above = values.Length - below;
            if (below == 0 || above == 0)
            {
                continue;
            }

            double difference = (double)belowSum / below - (double)(totalSum - belowSum) / above;
            double between = (double)below * above * difference * difference;
            if (between > best)
            {
                (best, first, last) = (between, level, level);
            }
            else if (between == best)
            {
                last = level;
            }
        }

        // The class below ends with the level found, so the threshold is that level's upper edge.
        return ((first + last) / 2f + 1) / (Levels - 1) * largest;
    }
}
