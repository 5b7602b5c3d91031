using System.Buffers.Binary;

namespace DigitLab.Imaging;

/// <summary>Where red, green, blue and opacity lie in a pixel of 16 or 32 bits.</summary>
internal readonly record struct BmpMasks(BitField Red, BitField Green, BitField Blue, BitField Alpha)
{
    private const int MasksOffset = 40;   // behind the fields that all headers but the shortest share
    private const int BytesWithAlpha = 56;

    /// <summary>The masks of a file: stored ones, or 5-5-5 and 8-8-8 where none are stored.</summary>
    internal static BmpMasks Read(BmpHeader header, ReadOnlySpan<byte> file)
    {
        if (header.Compression == BmpCompression.None)
        {
            // The fourth byte of plain 32-bit pixels is unused, and often 0: taking it for opacity would lose the picture.
            return header.BitsPerPixel == 16
                ? new BmpMasks(new BitField(0x7C00), new BitField(0x03E0), new BitField(0x001F), default)
                : new BmpMasks(new BitField(0xFF0000), new BitField(0x00FF00), new BitField(0x0000FF), default);
        }

        bool hasAlpha = header.InfoBytes >= BytesWithAlpha || header.Compression == BmpCompression.AlphaBitFields;
        BmpHeader.RequireBytes(file, BmpHeader.FileHeaderBytes + MasksOffset + (hasAlpha ? 16 : 12));
        ReadOnlySpan<byte> masks = file[(BmpHeader.FileHeaderBytes + MasksOffset)..];
        uint alpha = hasAlpha ? BinaryPrimitives.ReadUInt32LittleEndian(masks[12..]) : 0;
        return new BmpMasks(
            new BitField(BinaryPrimitives.ReadUInt32LittleEndian(masks)),
            new BitField(BinaryPrimitives.ReadUInt32LittleEndian(masks[4..])),
            new BitField(BinaryPrimitives.ReadUInt32LittleEndian(masks[8..])),
            new BitField(alpha));
    }

    /// <summary>The colour of a pixel; opaque where there is no field for opacity.</summary>
    internal Rgba ColorOf(uint pixel) =>
        new(Red.Extract(pixel), Green.Extract(pixel), Blue.Extract(pixel), Alpha.IsEmpty ? (byte)255 : Alpha.Extract(pixel));
}
