using System.Buffers.Binary;
using System.IO.Compression;

namespace DigitLab.Imaging;

/// <summary>Writes PNG: 8-bit gray, RGB or RGBA, not interlaced.</summary>
/// <remarks>
/// Each row takes the filter with the smallest sum of absolute differences (specification §12.7). The pixels are the same
/// everywhere; the compressed bytes may differ between versions of .NET and kinds of processor, because zlib's do.
/// </remarks>
public static class PngEncoder
{
    /// <summary>The bytes of an 8-bit gray PNG.</summary>
    /// <param name="picture">The picture.</param>
    public static byte[] Encode(GrayImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return Encode(new PngHeader(picture.Width, picture.Height, 8, PngColorType.Gray, false), picture.Pixels);
    }

    /// <summary>The bytes of an 8-bit colour PNG: RGB if every pixel is opaque, else RGBA.</summary>
    /// <param name="picture">The picture.</param>
    public static byte[] Encode(ColorImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return picture.IsOpaque()
            ? Encode(new PngHeader(picture.Width, picture.Height, 8, PngColorType.Rgb, false), WithoutAlpha(picture.Pixels))
            : Encode(new PngHeader(picture.Width, picture.Height, 8, PngColorType.Rgba, false), picture.Pixels);
    }

    private static byte[] Encode(PngHeader header, ReadOnlySpan<byte> samples)
    {
        var writer = new PngChunkWriter();
        writer.Write("IHDR"u8, HeaderBytes(header));
        writer.Write("IDAT"u8, Compress(header, samples));
        return writer.Finish();
    }

    /// <summary>The data of the IHDR chunk.</summary>
    internal static byte[] HeaderBytes(PngHeader header)
    {
        byte[] data = new byte[PngHeader.ByteCount];
        BinaryPrimitives.WriteInt32BigEndian(data, header.Width);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(4), header.Height);
        data[8] = (byte)header.BitDepth;
        data[9] = (byte)header.ColorType;
        return data;
    }

    /// <summary>The samples, filtered row by row, as a zlib stream.</summary>
    internal static byte[] Compress(PngHeader header, ReadOnlySpan<byte> samples)
    {
        int rowBytes = (int)header.RowBytes(header.Width);
        ReadOnlySpan<byte> above = new byte[rowBytes];
        byte[] candidate = new byte[rowBytes];
        byte[] best = new byte[rowBytes];
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int y = 0; y < header.Height; y++)
            {
                ReadOnlySpan<byte> row = samples.Slice(y * rowBytes, rowBytes);
                int bestFilter = PngFilter.None;
                long bestSum = long.MaxValue;
                for (int filter = PngFilter.None; filter <= PngFilter.Paeth; filter++)
                {
                    PngFilter.Apply(filter, row, above, header.FilterStep, candidate);
                    long sum = SumOfDifferences(candidate);
                    if (sum < bestSum)
                    {
                        (bestFilter, bestSum) = (filter, sum);
                        (best, candidate) = (candidate, best);
                    }
                }

                zlib.WriteByte((byte)bestFilter);
                zlib.Write(best);
                above = row;
            }
        }

        return compressed.ToArray();
    }

    // A difference of 255 is a step of −1.
    private static long SumOfDifferences(ReadOnlySpan<byte> filtered)
    {
        long sum = 0;
        foreach (byte difference in filtered)
        {
            sum += Math.Abs((int)(sbyte)difference);
        }

        return sum;
    }

    private static byte[] WithoutAlpha(ReadOnlySpan<byte> rgba)
    {
        byte[] rgb = new byte[rgba.Length / 4 * 3];
        for (int i = 0; i < rgba.Length / 4; i++)
        {
            rgba.Slice(4 * i, 3).CopyTo(rgb.AsSpan(3 * i));
        }

        return rgb;
    }
}
