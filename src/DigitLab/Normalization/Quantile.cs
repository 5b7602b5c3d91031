namespace DigitLab;

/// <summary>Order statistics of small and large lists.</summary>
internal static class Quantile
{
    private const int Few = 16;   // so many are sorted sooner than divided

    /// <summary>The value with the given share of the values below it; brings the values into another order.</summary>
    /// <remarks>Source: Hoare 1961, <i>Algorithm 65: Find</i>: as in quicksort, but only the side that holds the value is divided again.</remarks>
    /// <param name="values">At least one value, none of them NaN.</param>
    /// <param name="share">0 for the smallest, 0.5 for the median, 1 for the largest.</param>
    internal static float Of(Span<float> values, double share)
    {
        int wanted = (int)(share * (values.Length - 1)), first = 0, last = values.Length - 1;
        while (last - first >= Few)
        {
            float middle = MiddleOf(values[first], values[first + ((last - first) / 2)], values[last]);
            int up = first, down = last;
            while (up <= down)
            {
                while (values[up] < middle)
                {
                    up++;
                }

                while (values[down] > middle)
                {
                    down--;
                }

                if (up <= down)
                {
                    (values[up], values[down]) = (values[down], values[up]);
                    up++;
                    down--;
                }
            }

            // Between the two sides, if anything, lie values equal to the middle.
            if (wanted > down && wanted < up)
            {
                return middle;
            }

            (first, last) = wanted <= down ? (first, down) : (up, last);
        }

        values[first..(last + 1)].Sort();
        return values[wanted];
    }

    /// <summary>The same of the values above 0 alone, whose order stays as it is; 0 when there is none.</summary>
    /// <inheritdoc cref="Of"/>
    internal static float OfPositive(ReadOnlySpan<float> values, double share)
    {
        float[] positive = new float[values.Length];
        int count = 0;
        foreach (float value in values)
        {
            positive[count] = value;
            count += value > 0 ? 1 : 0;
        }

        return count > 0 ? Of(positive.AsSpan(0, count), share) : 0;
    }

    private static float MiddleOf(float a, float b, float c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
