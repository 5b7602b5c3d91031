namespace DigitLab.Imaging;

/// <summary>The cyclic redundancy check of PNG chunks: reflected polynomial 0xEDB88320, start and final mask 0xFFFFFFFF.</summary>
/// <remarks>Source: PNG specification, annex D.</remarks>
internal static class Crc32
{
    private static readonly uint[] Table = MakeTable();

    /// <summary>The check value of a chunk's type and data, which lie one after the other.</summary>
    internal static uint Compute(ReadOnlySpan<byte> typeAndData)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte b in typeAndData)
        {
            crc = Table[(crc ^ b) & 0xFF] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            uint c = n;
            for (int bit = 0; bit < 8; bit++)
            {
                c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            }

            table[n] = c;
        }

        return table;
    }
}
