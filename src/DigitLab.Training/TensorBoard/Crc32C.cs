namespace DigitLab.Training;

/// <summary>The check value of TFRecord files: CRC-32C (Castagnoli, reflected polynomial 0x82F63B78), masked.</summary>
internal static class Crc32C
{
    private const uint MaskDelta = 0xA282EAD8;   // so that the check value of data that hold check values stays good

    private static readonly uint[] Table = MakeTable();

    /// <summary>The plain check value.</summary>
    internal static uint Compute(ReadOnlySpan<byte> data)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte b in data)
        {
            crc = Table[(crc ^ b) & 0xFF] ^ (crc >> 8);
        }

        return ~crc;
    }

    /// <summary>The check value as TFRecord stores it: turned right by 15 bits, and a constant added.</summary>
    internal static uint Masked(ReadOnlySpan<byte> data)
    {
        uint crc = Compute(data);
        return ((crc >> 15) | (crc << 17)) + MaskDelta;
    }

    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            uint c = n;
            for (int bit = 0; bit < 8; bit++)
            {
                c = (c & 1) != 0 ? 0x82F63B78 ^ (c >> 1) : c >> 1;
            }

            table[n] = c;
        }

        return table;
    }
}
