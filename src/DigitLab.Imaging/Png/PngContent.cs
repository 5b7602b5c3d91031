namespace DigitLab.Imaging;

/// <summary>What the chunks of a PNG hold, in the order that the specification demands (§5.6), the pixels still compressed.</summary>
/// <param name="Header">Size and kind of the samples.</param>
/// <param name="Palette">Red, green, blue of each palette entry; empty without a palette.</param>
/// <param name="Transparency">The data of the tRNS chunk; empty without one.</param>
/// <param name="Compressed">The zlib stream of the pixels, from all IDAT chunks, at its start.</param>
internal sealed record PngContent(PngHeader Header, byte[] Palette, byte[] Transparency, MemoryStream Compressed)
{
    /// <summary>Reads every chunk; those that a reader may skip are checked and skipped.</summary>
    internal static PngContent Read(ReadOnlySpan<byte> file, PictureLimits limits)
    {
        var chunks = new PngChunkReader(file);
        PngChunk first = chunks.Next();
        if (!first.Is("IHDR"u8))
        {
            throw new InvalidDataException($"PNG: expected the header chunk IHDR first, got {first.Name}: the file is damaged.");
        }

        PngHeader header = PngHeader.Parse(first.Data, limits);
        byte[] palette = [];
        byte[] transparency = [];
        var compressed = new MemoryStream();
        bool hasPixels = false;
        bool arePixelsOver = false;
        while (true)
        {
            PngChunk chunk = chunks.Next();
            if (chunk.Is("IDAT"u8))
            {
                Require(!arePixelsOver, "the IDAT chunks do not follow one another");
                hasPixels = true;
                compressed.Write(chunk.Data);
                continue;
            }

            arePixelsOver = hasPixels;
            if (chunk.Is("IEND"u8))
            {
                break;
            }

            if (chunk.Is("PLTE"u8))
            {
                Require(!hasPixels && palette.Length == 0, "the palette comes twice or after the pixels");
                palette = ReadPalette(header, chunk.Data);
            }
            else if (chunk.Is("tRNS"u8))
            {
                Require(!hasPixels && transparency.Length == 0, "the transparency comes twice or after the pixels");
                transparency = ReadTransparency(header, palette.Length / 3, chunk.Data);
            }
            else
            {
                Require(chunk.IsAncillary, $"chunk {chunk.Name} is needed and not known");
            }
        }

        Require(hasPixels, "there is no IDAT chunk, so no pixels");
        Require(header.ColorType != PngColorType.Palette || palette.Length > 0, "the pixels are palette indices and there is no palette");
        compressed.Position = 0;
        return new PngContent(header, palette, transparency, compressed);
    }

    private static byte[] ReadPalette(PngHeader header, ReadOnlySpan<byte> data)
    {
        Require(header.ColorType is not (PngColorType.Gray or PngColorType.GrayAlpha), "a gray picture has a palette");
        int most = header.ColorType == PngColorType.Palette ? 1 << header.BitDepth : 256;
        Require(
            data.Length % 3 == 0 && data.Length >= 3 && data.Length <= 3 * most,
            $"expected a palette of 1 to {most} colours of 3 bytes, got {data.Length} bytes");
        return data.ToArray();
    }

    // A file with an alpha channel should have no tRNS; where it has one, the channel says more and the chunk is left out.
    private static byte[] ReadTransparency(PngHeader header, int paletteColors, ReadOnlySpan<byte> data)
    {
        switch (header.ColorType)
        {
            case PngColorType.Gray:
            case PngColorType.Rgb:
                int colorBytes = 2 * header.Channels;
                Require(data.Length == colorBytes, $"expected a transparency chunk of {colorBytes} bytes, got {data.Length}");
                return data.ToArray();
            case PngColorType.Palette:
                Require(
                    data.Length >= 1 && data.Length <= paletteColors,
                    $"expected a transparency chunk of 1 to {paletteColors} bytes after the palette, got {data.Length}");
                return data.ToArray();
            default:
                return [];
        }
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new InvalidDataException($"PNG: {otherwise}: the file is damaged.");
        }
    }
}
