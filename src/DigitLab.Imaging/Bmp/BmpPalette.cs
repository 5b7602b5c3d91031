namespace DigitLab.Imaging;

/// <summary>The colours that the pixels of a BMP of up to 8 bits name.</summary>
internal sealed class BmpPalette
{
    private readonly Rgba[] _colors;

    /// <summary>Reads the entries between the headers and the pixels, as many as are stated and fit.</summary>
    internal BmpPalette(BmpHeader header, ReadOnlySpan<byte> file)
    {
        int start = BmpHeader.FileHeaderBytes + header.InfoBytes;
        int entryBytes = header.PaletteEntryBytes;
        long most = 1L << header.BitsPerPixel;
        long stated = header.ColorsUsed is 0 ? most : Math.Min(header.ColorsUsed, most);
        _colors = new Rgba[Math.Min(stated, (header.PixelOffset - start) / entryBytes)];
        for (int i = 0; i < _colors.Length; i++)
        {
            ReadOnlySpan<byte> entry = file.Slice(start + i * entryBytes, 3);
            _colors[i] = new Rgba(entry[2], entry[1], entry[0]);
        }
    }

    /// <summary>The colour that a pixel names.</summary>
    /// <exception cref="InvalidDataException">There is no such entry.</exception>
    internal Rgba this[int index] => index < _colors.Length
        ? _colors[index]
        : throw new InvalidDataException($"BMP: a pixel has palette colour {index} of {_colors.Length}: the file is damaged.");
}
