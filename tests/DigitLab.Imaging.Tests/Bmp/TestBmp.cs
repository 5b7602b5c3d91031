namespace DigitLab.Imaging.Tests.Bmp;

/// <summary>Puts BMP files together for tests, field by field, as the documentation's tables list them.</summary>
internal sealed class TestBmp
{
    public int InfoBytes { get; init; } = 40;

    public int Width { get; init; }

    /// <summary>Negative for top-down.</summary>
    public int Height { get; init; }

    public int Bits { get; init; }

    public int Compression { get; init; }

    public int ColorsUsed { get; init; }

    /// <summary>Red, green, blue and, for headers of 56 bytes and more, opacity; inside the header or behind it.</summary>
    public uint[] Masks { get; init; } = [];

    public (byte R, byte G, byte B)[] Palette { get; init; } = [];

    public byte[] Pixels { get; init; } = [];

    /// <summary>Bytes between the palette and the pixels.</summary>
    public int Gap { get; init; }

    public byte[] ToFile()
    {
        var info = new List<byte>();
        AddInt(info, InfoBytes);
        if (InfoBytes == 12)
        {
            AddShort(info, Width);
            AddShort(info, Height);
            AddShort(info, 1);
            AddShort(info, Bits);
        }
        else
        {
            AddInt(info, Width);
            AddInt(info, Height);
            AddShort(info, 1);
            AddShort(info, Bits);
            AddInt(info, Compression);
            AddInt(info, Pixels.Length);
            AddInt(info, 2835);
            AddInt(info, 2835);
            AddInt(info, ColorsUsed);
            AddInt(info, 0);
        }

        foreach (uint mask in Masks)
        {
            AddInt(info, (int)mask);
        }

        info.AddRange(new byte[Math.Max(0, InfoBytes - info.Count)]);
        foreach ((byte r, byte g, byte b) in Palette)
        {
            info.AddRange(InfoBytes == 12 ? [b, g, r] : [b, g, r, 0]);
        }

        info.AddRange(new byte[Gap]);
        var file = new List<byte> { (byte)'B', (byte)'M' };
        AddInt(file, 14 + info.Count + Pixels.Length);
        AddInt(file, 0);
        AddInt(file, 14 + info.Count);
        return [.. file, .. info, .. Pixels];
    }

    private static void AddInt(List<byte> bytes, int value) => bytes.AddRange(BitConverter.GetBytes(value));

    private static void AddShort(List<byte> bytes, int value) => bytes.AddRange(BitConverter.GetBytes((short)value));
}
