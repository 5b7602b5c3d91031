using System.Buffers.Binary;

namespace DigitLab.Imaging;

/// <summary>Reads BMP: 1 to 32 bits a pixel, palettes, bit fields, run lengths, either row order, all common headers.</summary>
/// <remarks>
/// Opacity is read where bit fields give it a mask; the fourth byte of plain 32-bit pixels is unused.
/// Source: Microsoft, <i>Bitmap Storage</i>, Windows GDI documentation (BITMAPCOREHEADER to BITMAPV5HEADER).
/// </remarks>
public sealed class BmpDecoder : IPictureDecoder
{
    /// <inheritdoc/>
    public string Format => "BMP";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> file) => file.StartsWith("BM"u8);

    /// <inheritdoc/>
    public ColorImage Decode(ReadOnlySpan<byte> file, PictureLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        BmpHeader header = BmpHeader.Parse(file, limits);
        ReadOnlySpan<byte> pixels = file[(int)header.PixelOffset..];
        if (header.Compression is BmpCompression.RunLength4 or BmpCompression.RunLength8)
        {
            return ReadRunLengths(header, new BmpPalette(header, file), pixels);
        }

        // The last row may lack its filling.
        long lastRowBytes = ((long)header.Width * header.BitsPerPixel + 7) / 8;
        BmpHeader.RequireBytes(file, header.PixelOffset + header.RowBytes * (header.Height - 1) + lastRowBytes);
        return header.HasPalette
            ? ReadIndices(header, new BmpPalette(header, file), pixels)
            : ReadColors(header, BmpMasks.Read(header, file), pixels);
    }

    private static ColorImage ReadRunLengths(BmpHeader header, BmpPalette palette, ReadOnlySpan<byte> codes)
    {
        byte[] indices = BmpRunLength.Unpack(header, codes);
        var picture = new ColorImage(header.Width, header.Height);
        for (int i = 0; i < indices.Length; i++)
        {
            picture[i % header.Width, RowOf(header, i / header.Width)] = palette[indices[i]];
        }

        return picture;
    }

    private static ColorImage ReadIndices(BmpHeader header, BmpPalette palette, ReadOnlySpan<byte> pixels)
    {
        var picture = new ColorImage(header.Width, header.Height);
        for (int stored = 0; stored < header.Height; stored++)
        {
            ReadOnlySpan<byte> row = pixels[(int)(stored * header.RowBytes)..];
            for (int x = 0; x < header.Width; x++)
            {
                picture[x, RowOf(header, stored)] = palette[PackedSamples.Read(row, x, header.BitsPerPixel)];
            }
        }

        return picture;
    }

    private static ColorImage ReadColors(BmpHeader header, BmpMasks masks, ReadOnlySpan<byte> pixels)
    {
        var picture = new ColorImage(header.Width, header.Height);
        int bytes = header.BitsPerPixel / 8;
        for (int stored = 0; stored < header.Height; stored++)
        {
            ReadOnlySpan<byte> row = pixels[(int)(stored * header.RowBytes)..];
            for (int x = 0; x < header.Width; x++)
            {
                ReadOnlySpan<byte> pixel = row.Slice(bytes * x, bytes);
                picture[x, RowOf(header, stored)] = masks.ColorOf(bytes switch
                {
                    2 => BinaryPrimitives.ReadUInt16LittleEndian(pixel),
                    3 => (uint)(pixel[0] | pixel[1] << 8 | pixel[2] << 16),
                    _ => BinaryPrimitives.ReadUInt32LittleEndian(pixel),
                });
            }
        }

        return picture;
    }

    private static int RowOf(BmpHeader header, int stored) => header.IsTopDown ? stored : header.Height - 1 - stored;
}
