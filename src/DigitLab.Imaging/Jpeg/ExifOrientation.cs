using System.Buffers.Binary;

namespace DigitLab.Imaging;

/// <summary>Finds in an Exif segment how the camera was held. A segment that makes no sense says nothing; the picture is read all the same.</summary>
/// <remarks>Source: CIPA DC-008 (Exif 2.32), 4.6.2 and 4.6.4: tag 274 of the first directory, a 16-bit number.</remarks>
internal static class ExifOrientation
{
    private const int Tag = 274;
    private const int ShortType = 3;
    private const int EntryBytes = 12;

    /// <summary>The orientation; null when the segment is none of Exif's, or says nothing usable.</summary>
    internal static PictureOrientation? Find(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith("Exif\0\0"u8))
        {
            return null;
        }

        ReadOnlySpan<byte> tiff = segment[6..];
        bool isBigEndian = tiff.StartsWith("MM"u8);
        if (tiff.Length < 8 || !(isBigEndian || tiff.StartsWith("II"u8)))
        {
            return null;
        }

        uint directory = isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]);
        if (directory > tiff.Length - 2)
        {
            return null;
        }

        ReadOnlySpan<byte> entries = tiff[((int)directory + 2)..];
        int count = Math.Min(Number(tiff[(int)directory..], isBigEndian), entries.Length / EntryBytes);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> entry = entries.Slice(i * EntryBytes, EntryBytes);
            if (Number(entry, isBigEndian) == Tag && Number(entry[2..], isBigEndian) == ShortType)
            {
                var orientation = (PictureOrientation)Number(entry[8..], isBigEndian);
                return Enum.IsDefined(orientation) ? orientation : null;
            }
        }

        return null;
    }

    private static int Number(ReadOnlySpan<byte> bytes, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
