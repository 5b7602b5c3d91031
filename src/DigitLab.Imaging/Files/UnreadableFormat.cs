using System.Text;
using System.Text.Unicode;

namespace DigitLab.Imaging;

/// <summary>Says in one sentence what a file is that no decoder knows, and what to do about it.</summary>
internal static class UnreadableFormat
{
    private const int TextProbeBytes = 512;

    private static readonly (string Name, int Offset, byte[] Mark)[] Known =
    [
        ("a GIF picture", 0, "GIF8"u8.ToArray()),
        ("a WebP picture", 8, "WEBP"u8.ToArray()),
        ("a TIFF picture", 0, [0x49, 0x49, 0x2A, 0x00]),
        ("a TIFF picture", 0, [0x4D, 0x4D, 0x00, 0x2A]),
        ("a HEIF or AVIF picture", 4, "ftyp"u8.ToArray()),
        ("a JPEG XL picture", 0, [0xFF, 0x0A]),
        ("a Windows icon", 0, [0x00, 0x00, 0x01, 0x00]),
        ("a Photoshop picture", 0, "8BPS"u8.ToArray()),
        ("a PDF document", 0, "%PDF"u8.ToArray()),
        ("a gzip archive", 0, [0x1F, 0x8B]),
        ("a ZIP archive", 0, [0x50, 0x4B, 0x03, 0x04]),
    ];

    internal static string Describe(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
        {
            return "the file is empty: expected a picture in JPEG, PNG, BMP or PNM.";
        }

        foreach ((string name, int offset, byte[] mark) in Known)
        {
            if (file.Length >= offset + mark.Length && file.Slice(offset, mark.Length).SequenceEqual(mark))
            {
                return $"this is {name}, which is not read here: convert it to PNG or JPEG.";
            }
        }

        ReadOnlySpan<byte> start = file[..Math.Min(file.Length, TextProbeBytes)];
        if (IsText(start))
        {
            return Encoding.UTF8.GetString(start).Contains("<svg", StringComparison.OrdinalIgnoreCase)
                ? "this is an SVG drawing, which is not read here: convert it to PNG."
                : "this is a text file, not a picture: expected JPEG, PNG, BMP or PNM.";
        }

        string bytes = Convert.ToHexString(file[..Math.Min(file.Length, 8)]);
        return $"the file starts with the bytes {bytes}, which is no picture format that is known here: expected JPEG, PNG, BMP or PNM.";
    }

    // Text in ASCII or UTF-8: no control characters but white space.
    private static bool IsText(ReadOnlySpan<byte> start)
    {
        foreach (byte b in start)
        {
            if (b is 0x7F or (< 0x20 and not (0x09 or 0x0A or 0x0C or 0x0D)))
            {
                return false;
            }
        }

        // The probe's end may cut a character of up to four bytes.
        int cut = start.Length < TextProbeBytes ? 0 : 3;
        while (cut > 0 && !Utf8.IsValid(start[..^cut]))
        {
            cut--;
        }

        return Utf8.IsValid(start[..^cut]);
    }
}
