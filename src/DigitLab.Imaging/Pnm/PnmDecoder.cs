using System.Buffers.Binary;

namespace DigitLab.Imaging;

/// <summary>Reads PNM: bitmaps (P1, P4), gray maps (P2, P5), colour maps (P3, P6) and PAM (P7), up to 16 bits a sample.</summary>
/// <remarks>
/// A sample v of at most m becomes round(255 · v / m). Of several pictures in one file the first is read.
/// Source: the Netpbm manual, pages pbm(5), pgm(5), ppm(5), pam(5).
/// </remarks>
public sealed class PnmDecoder : IPictureDecoder
{
    /// <inheritdoc/>
    public string Format => "PNM";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> file) =>
        file.Length >= 3 && file[0] == 'P' && file[1] is >= (byte)'1' and <= (byte)'7' && file[2] is 9 or 10 or 13 or (byte)' ' or (byte)'#';

    /// <inheritdoc/>
    public ColorImage Decode(ReadOnlySpan<byte> file, PictureLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var reader = new PnmReader(file, 0);
        PnmHeader header = PnmHeader.Parse(ref reader, limits);
        RequireEnoughData(header, reader.Rest.Length);
        var picture = new ColorImage(header.Width, header.Height);
        for (int y = 0; y < header.Height; y++)
        {
            for (int x = 0; x < header.Width; x++)
            {
                int pixel = y * header.Width + x;
                picture[x, y] = header switch
                {
                    { IsBitmap: true, IsPlain: true } => PlainBit(ref reader),
                    { IsBitmap: true } => RawBit(reader.Rest, (header.Width + 7) / 8 * y, x),
                    { IsPlain: true } => PlainColor(ref reader, header),
                    _ => RawColor(reader.Rest, header, pixel),
                };
            }
        }

        return picture;
    }

    // Plain samples take a character each, and all but bits a space between.
    private static void RequireEnoughData(PnmHeader header, int available)
    {
        long needed = !header.IsPlain ? header.RawBytes : header.IsBitmap ? header.Samples : 2 * header.Samples - 1;
        if (available < needed)
        {
            throw new InvalidDataException(
                $"PNM: {header.Width}×{header.Height} pixels need at least {needed:N0} bytes, and {available:N0} are left: the file is cut off.");
        }
    }

    private static Rgba PlainBit(ref PnmReader reader) => reader.Character("a bit") switch
    {
        '0' => Rgba.White,
        '1' => Rgba.Black,
        char other => throw new InvalidDataException($"PNM: expected a bit, 0 or 1, got \"{other}\"."),
    };

    private static Rgba RawBit(ReadOnlySpan<byte> data, int rowStart, int x) =>
        PackedSamples.Read(data[rowStart..], x, 1) == 0 ? Rgba.White : Rgba.Black;

    private static Rgba PlainColor(ref PnmReader reader, PnmHeader header)
    {
        byte first = PlainSample(ref reader, header);
        return header.Channels == 1
            ? new Rgba(first, first, first)
            : new Rgba(first, PlainSample(ref reader, header), PlainSample(ref reader, header));
    }

    private static byte PlainSample(ref PnmReader reader, PnmHeader header) => ToByte(reader.Number("a sample", header.Largest), header);

    private static Rgba RawColor(ReadOnlySpan<byte> data, PnmHeader header, int pixel)
    {
        byte first = RawSample(data, header, pixel, 0);
        return header.Channels switch
        {
            1 => new Rgba(first, first, first),
            2 => new Rgba(first, first, first, RawSample(data, header, pixel, 1)),
            3 => new Rgba(first, RawSample(data, header, pixel, 1), RawSample(data, header, pixel, 2)),
            _ => new Rgba(first, RawSample(data, header, pixel, 1), RawSample(data, header, pixel, 2), RawSample(data, header, pixel, 3)),
        };
    }

    private static byte RawSample(ReadOnlySpan<byte> data, PnmHeader header, int pixel, int channel)
    {
        int index = pixel * header.Channels + channel;
        int sample = header.Largest > 255 ? BinaryPrimitives.ReadUInt16BigEndian(data[(2 * index)..]) : data[index];
        return sample <= header.Largest
            ? ToByte(sample, header)
            : throw new InvalidDataException($"PNM: expected samples of at most {header.Largest}, got {sample}: the file is damaged.");
    }

    private static byte ToByte(int sample, PnmHeader header) => (byte)((sample * 255L + header.Largest / 2) / header.Largest);
}
