namespace DigitLab.Imaging;

/// <summary>Reads PNG: every colour type and bit depth, transparency, Adam7 interlacing; of an animation the first picture.</summary>
/// <remarks>
/// Check values (CRC, Adler) are verified, chunks that may be skipped are skipped, a damaged or cut off file is refused whole.
/// Source: W3C, Portable Network Graphics (PNG) Specification, third edition, 2025.
/// </remarks>
public sealed class PngDecoder : IPictureDecoder
{
    // Deflate makes at most 258 bytes of 2 bits, so no more than 1032 bytes of each byte (zlib technical details).
    private const int LargestExpansion = 1032;

    /// <inheritdoc/>
    public string Format => "PNG";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> file) => file.StartsWith(PngFormat.Signature[..4]);

    /// <inheritdoc/>
    public ColorImage Decode(ReadOnlySpan<byte> file, PictureLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        PngContent content = PngContent.Read(file, limits);
        RequireEnoughData(content);
        using var pixels = new PngPixelStream(content.Compressed);
        ColorImage picture = ReadPixels(content, pixels);
        pixels.RequireEnd();
        return picture;
    }

    // A few bytes must not make a reader allocate a large picture only to find that its pixels are missing.
    private static void RequireEnoughData(PngContent content)
    {
        long expected = 0;
        foreach (PngPass pass in PngPass.Of(content.Header))
        {
            expected += pass.ByteCount(content.Header);
        }

        if (expected / LargestExpansion > content.Compressed.Length)
        {
            string size = $"{content.Header.Width}×{content.Header.Height}";
            throw new InvalidDataException(
                $"PNG: {content.Compressed.Length:N0} compressed bytes cannot hold {size} pixels: the file is damaged.");
        }
    }

    private static ColorImage ReadPixels(PngContent content, PngPixelStream pixels)
    {
        PngHeader header = content.Header;
        var expander = new PngRowExpander(content);
        var picture = new ColorImage(header.Width, header.Height);
        foreach (PngPass pass in PngPass.Of(header))
        {
            int columns = pass.Columns(header.Width);
            int rows = columns == 0 ? 0 : pass.Rows(header.Height);
            byte[] row = new byte[1 + header.RowBytes(columns)];   // the filter byte and the samples
            byte[] above = new byte[row.Length];
            byte[] rgba = new byte[4 * columns];
            for (int r = 0; r < rows; r++)
            {
                pixels.Read(row);
                PngFilter.Undo(row[0], row.AsSpan(1), above.AsSpan(1), header.FilterStep);
                expander.Expand(row.AsSpan(1), rgba);
                Scatter(rgba, picture.Row(pass.Y + r * pass.StepY), pass);
                (row, above) = (above, row);
            }
        }

        return picture;
    }

    private static void Scatter(ReadOnlySpan<byte> rgba, Span<byte> row, PngPass pass)
    {
        for (int i = 0; i < rgba.Length / 4; i++)
        {
            rgba.Slice(4 * i, 4).CopyTo(row[(4 * (pass.X + i * pass.StepX))..]);
        }
    }
}
