namespace DigitLab.Imaging;

/// <summary>Samples of fewer than 8 bits, packed into bytes from the high bits down, as PNG and BMP store them.</summary>
internal static class PackedSamples
{
    /// <summary>Sample number <paramref name="index"/> of a row.</summary>
    /// <param name="row">The packed row.</param>
    /// <param name="index">0 for the leftmost sample.</param>
    /// <param name="bits">Bits a sample: 1, 2, 4 or 8.</param>
    internal static int Read(ReadOnlySpan<byte> row, int index, int bits)
    {
        int bit = index * bits;
        return (row[bit >> 3] >> (8 - bits - (bit & 7))) & ((1 << bits) - 1);
    }
}
