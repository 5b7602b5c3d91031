using System.Buffers.Binary;

namespace DigitLab.Imaging;

/// <summary>The IHDR chunk: size, samples, interlace (specification §11.2.1).</summary>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, PngColorType ColorType, bool IsInterlaced)
{
    /// <summary>Number of bytes of the chunk's data.</summary>
    internal const int ByteCount = 13;

    /// <summary>Samples a pixel.</summary>
    internal int Channels => ColorType switch
    {
        PngColorType.Gray or PngColorType.Palette => 1,
        PngColorType.GrayAlpha => 2,
        PngColorType.Rgb => 3,
        _ => 4,
    };

    /// <summary>How far back a filter looks for the pixel to the left: whole bytes, at least 1 (§9.2).</summary>
    internal int FilterStep => Math.Max(1, Channels * BitDepth / 8);

    /// <summary>Bytes of a row of so many pixels, without the filter's byte.</summary>
    internal long RowBytes(int pixels) => ((long)pixels * Channels * BitDepth + 7) / 8;

    /// <summary>Reads and checks the chunk.</summary>
    internal static PngHeader Parse(ReadOnlySpan<byte> data, PictureLimits limits)
    {
        if (data.Length != ByteCount)
        {
            throw new InvalidDataException($"PNG: expected a header of {ByteCount} bytes, got {data.Length}: the file is damaged.");
        }

        uint width = BinaryPrimitives.ReadUInt32BigEndian(data);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        limits.Require("PNG", width, height);

        int depth = data[8];
        var colorType = (PngColorType)data[9];
        if (!IsAllowed(colorType, depth))
        {
            throw new InvalidDataException($"PNG: colour type {data[9]} with {depth} bits a sample does not exist: the file is damaged.");
        }

        if (data[10] != 0 || data[11] != 0 || data[12] > 1)
        {
            throw new InvalidDataException(
                $"PNG: expected compression 0, filter 0 and interlace 0 or 1, got {data[10]}, {data[11]} and {data[12]}: the file is damaged.");
        }

        return new PngHeader((int)width, (int)height, depth, colorType, data[12] == 1);
    }

    private static bool IsAllowed(PngColorType colorType, int depth) => colorType switch
    {
        PngColorType.Gray => depth is 1 or 2 or 4 or 8 or 16,
        PngColorType.Palette => depth is 1 or 2 or 4 or 8,
        PngColorType.Rgb or PngColorType.GrayAlpha or PngColorType.Rgba => depth is 8 or 16,
        _ => false,
    };
}
