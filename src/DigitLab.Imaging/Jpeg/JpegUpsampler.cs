namespace DigitLab.Imaging;

/// <summary>Brings a row of a coarser channel to the picture's own fineness.</summary>
/// <remarks>
/// At half the fineness a pixel takes three quarters of the sample it lies in and one quarter of the nearer neighbour, along each axis;
/// rounding leans to either side in turn. At other ratios it takes the sample that it lies in. Most programs do the same, to the bit.
/// </remarks>
internal static class JpegUpsampler
{
    /// <summary>One row of a channel for the whole picture.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="component">The channel.</param>
    /// <param name="y">The picture's row.</param>
    /// <param name="row">Overwritten: a sample for each pixel, and room for one more.</param>
    /// <param name="sums">Room for a row of the channel.</param>
    internal static ReadOnlySpan<byte> Row(JpegFrame frame, JpegComponent component, int y, Span<byte> row, Span<int> sums)
    {
        bool isHalfWide = 2 * component.Horizontal == frame.LargestHorizontal && component.Width > 2;
        bool isHalfHigh = 2 * component.Vertical == frame.LargestVertical;
        bool isWhole = component.Horizontal == frame.LargestHorizontal;
        int nearest = y * component.Vertical / frame.LargestVertical;
        ReadOnlySpan<byte> samples = SamplesOf(component, nearest);
        if (isWhole && component.Vertical == frame.LargestVertical)
        {
            return samples;
        }

        if (isHalfHigh && (isWhole || isHalfWide))
        {
            int other = Math.Clamp((y & 1) == 0 ? nearest - 1 : nearest + 1, 0, component.Height - 1);
            ReadOnlySpan<byte> neighbour = SamplesOf(component, other);
            for (int x = 0; x < samples.Length; x++)
            {
                sums[x] = (3 * samples[x]) + neighbour[x];
            }

            if (isWhole)
            {
                Quarter(sums[..samples.Length], (y & 1) + 1, row);
            }
            else
            {
                Widen(sums[..samples.Length], 4, 8, 7, row);
            }
        }
        else if (isHalfWide && component.Vertical == frame.LargestVertical)
        {
            for (int x = 0; x < samples.Length; x++)
            {
                sums[x] = samples[x];
            }

            Widen(sums[..samples.Length], 2, 1, 2, row);
        }
        else
        {
            for (int x = 0; x < frame.Width; x++)
            {
                row[x] = samples[x * component.Horizontal / frame.LargestHorizontal];
            }
        }

        return row;
    }

    private static ReadOnlySpan<byte> SamplesOf(JpegComponent component, int y) => component.Samples.AsSpan(y * component.Stride, component.Width);

    private static void Quarter(ReadOnlySpan<int> sums, int rounding, Span<byte> row)
    {
        for (int x = 0; x < sums.Length; x++)
        {
            row[x] = (byte)((sums[x] + rounding) >> 2);
        }
    }

    // Each value becomes two, (3·itself + its left or right neighbour) / 4, the whole shifted down; the outermost have no neighbour.
    private static void Widen(ReadOnlySpan<int> values, int bits, int roundingLeft, int roundingRight, Span<byte> row)
    {
        int last = values.Length - 1;
        for (int x = 0; x <= last; x++)
        {
            int left = values[Math.Max(x - 1, 0)], right = values[Math.Min(x + 1, last)];
            row[2 * x] = (byte)(((3 * values[x]) + left + roundingLeft) >> bits);
            row[(2 * x) + 1] = (byte)(((3 * values[x]) + right + roundingRight) >> bits);
        }
    }
}
