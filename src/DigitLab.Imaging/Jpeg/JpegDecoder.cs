namespace DigitLab.Imaging;

/// <summary>Reads JPEG: baseline, extended and progressive; gray, YCbCr, RGB, CMYK and YCCK; every sampling; upright as the camera was held.</summary>
/// <remarks>
/// 8 bits a sample and Huffman codes, as all but a few programs write; others are refused by their name. A damaged or cut off file is
/// refused whole. Beside the file at most 20 bytes a pixel are taken (4 channels with 2 bytes a coefficient and 1 a sample, the picture,
/// and the picture again to turn it; of sequential pictures 12), the picture's sides rounded up to whole units of at most 32 pixels.
/// Source: ITU-T T.81 (1992), <i>Digital compression and coding of continuous-tone still images</i>.
/// </remarks>
public sealed class JpegDecoder : IPictureDecoder
{
    private static ReadOnlySpan<byte> Mark => [0xFF, JpegMarker.Start, 0xFF];

    /// <inheritdoc/>
    public string Format => "JPEG";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> file) => file.StartsWith(Mark);

    /// <inheritdoc/>
    public ColorImage Decode(ReadOnlySpan<byte> file, PictureLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var reader = new JpegReader(file, limits);
        JpegFrame frame = reader.Read();
        return JpegColors.ToPicture(frame, reader.IsJfif, reader.AdobeTransform).Turn(reader.Orientation);
    }
}
