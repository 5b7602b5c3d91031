namespace DigitLab.Imaging;

/// <summary>Reads one picture format.</summary>
public interface IPictureDecoder
{
    /// <summary>The format's name, as messages say it: <c>PNG</c>.</summary>
    string Format { get; }

    /// <summary>Whether the file's first bytes are this format's mark. Says nothing about the rest of the file.</summary>
    /// <param name="file">The file, or at least its first 16 bytes.</param>
    bool Recognizes(ReadOnlySpan<byte> file);

    /// <summary>Decodes a whole file.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="limits">The sizes beyond which the picture is refused.</param>
    /// <exception cref="InvalidDataException">The file is damaged, unsupported or too large; the message is one sentence.</exception>
    ColorImage Decode(ReadOnlySpan<byte> file, PictureLimits limits);
}
