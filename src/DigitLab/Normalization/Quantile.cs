namespace DigitLab;

/// <summary>Order statistics of small and large lists.</summary>
internal static class Quantile
{
    /// <summary>The value with the given share of the values below it; sorts the values.</summary>
    /// <param name="values">At least one value; sorted afterwards.</param>
    /// <param name="share">0 for the smallest, 0.5 for the median, 1 for the largest.</param>
    internal static float Of(Span<float> values, double share)
    {
        values.Sort();
        return values[(int)(share * (values.Length - 1))];
    }
}
