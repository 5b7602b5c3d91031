namespace DigitLab.Data;

/// <summary>What a resampling keeps between its passes: for each pixel the place that it comes from, and the four pixels around that.</summary>
internal sealed class ResamplingPlaces(PlaneSize size)
{
    /// <summary>Of the pictures.</summary>
    internal PlaneSize Size { get; } = size;

    /// <summary>Where in the bordered picture the upper left of the four pixels lies.</summary>
    internal int[] Index { get; } = new int[size.Count];

    /// <summary>How far to the right of it the place is; 0 to below 1.</summary>
    internal float[] Right { get; } = new float[size.Count];

    /// <summary>How far below it; 0 to below 1.</summary>
    internal float[] Down { get; } = new float[size.Count];

    /// <summary>The four pixels, from the lowest byte: upper left, upper right, lower left, lower right.</summary>
    internal uint[] Corners { get; } = new uint[size.Count];

    /// <summary>The numbers 0, 1, 2, …: the column of each pixel of a row.</summary>
    internal float[] Columns { get; } = [.. Enumerable.Range(0, size.Stride).Select(column => (float)column)];
}
