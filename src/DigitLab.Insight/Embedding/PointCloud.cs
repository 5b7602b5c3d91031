namespace DigitLab.Insight;

/// <summary>Points of equally many coordinates, one after the other.</summary>
/// <param name="Dimensions">Coordinates of a point.</param>
/// <param name="Values">Count · Dimensions numbers.</param>
public sealed record PointCloud(int Dimensions, float[] Values)
{
    /// <summary>How many points there are.</summary>
    public int Count => Values.Length / Dimensions;

    /// <summary>One point's coordinates.</summary>
    public ReadOnlySpan<float> this[int index] => Values.AsSpan(index * Dimensions, Dimensions);

    /// <summary>The points' first coordinates alone.</summary>
    /// <param name="dimensions">How many, from 1 to all.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public PointCloud First(int dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions, Dimensions);
        float[] values = new float[Count * dimensions];
        for (int i = 0; i < Count; i++)
        {
            this[i][..dimensions].CopyTo(values.AsSpan(i * dimensions));
        }

        return new PointCloud(dimensions, values);
    }
}
