namespace DigitLab.Imaging;

/// <summary>Pictures from and to files. The format is told by the file's first bytes, never by its name.</summary>
/// <remarks>Reads JPEG, PNG, BMP and PNM (PBM, PGM, PPM, PAM); writes PNG.</remarks>
public static class PictureFile
{
    private static readonly IPictureDecoder[] Decoders = [new JpegDecoder(), new PngDecoder(), new BmpDecoder(), new PnmDecoder()];

    /// <summary>Reads a picture from a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">The sizes beyond which it is refused; <see cref="PictureLimits.Default"/> when null.</param>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is not a picture that can be read; the message names the file and says what to do.</exception>
    public static ColorImage Load(string path, PictureLimits? limits = null)
    {
        using FileStream stream = File.OpenRead(path);
        try
        {
            return Load(stream, limits);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Reads a picture from a stream, from where it stands to its end.</summary>
    /// <param name="stream">Readable; need not be seekable. It is left open.</param>
    /// <param name="limits">The sizes beyond which it is refused; <see cref="PictureLimits.Default"/> when null.</param>
    /// <exception cref="InvalidDataException">It is not a picture that can be read; the message says what to do.</exception>
    public static ColorImage Load(Stream stream, PictureLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        limits ??= PictureLimits.Default;
        return Decode(BoundedReader.ReadToEnd(stream, limits.MaxFileBytes).Span, limits);
    }

    /// <summary>Decodes a picture that is in memory.</summary>
    /// <param name="file">The bytes of the whole file.</param>
    /// <param name="limits">The sizes beyond which it is refused; <see cref="PictureLimits.Default"/> when null.</param>
    /// <exception cref="InvalidDataException">It is not a picture that can be read; the message says what to do.</exception>
    public static ColorImage Decode(ReadOnlySpan<byte> file, PictureLimits? limits = null)
    {
        foreach (IPictureDecoder decoder in Decoders)
        {
            if (decoder.Recognizes(file))
            {
                return decoder.Decode(file, limits ?? PictureLimits.Default);
            }
        }

        throw new InvalidDataException(UnreadableFormat.Describe(file));
    }

    /// <summary>Writes a picture as an 8-bit gray PNG, whole or not at all.</summary>
    /// <param name="path">The file; it is replaced if it exists.</param>
    /// <param name="picture">The picture.</param>
    public static void SavePng(string path, GrayImage picture) => AtomicFile.Write(path, PngEncoder.Encode(picture));

    /// <summary>Writes a picture as an 8-bit colour PNG, whole or not at all; without an alpha channel if every pixel is opaque.</summary>
    /// <param name="path">The file; it is replaced if it exists.</param>
    /// <param name="picture">The picture.</param>
    public static void SavePng(string path, ColorImage picture) => AtomicFile.Write(path, PngEncoder.Encode(picture));
}
