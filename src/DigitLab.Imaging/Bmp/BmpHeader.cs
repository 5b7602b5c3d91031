using System.Buffers.Binary;

namespace DigitLab.Imaging;

/// <summary>The two headers of a BMP: where the pixels start, their size and form.</summary>
/// <param name="PixelOffset">The file's byte at which the pixels start.</param>
/// <param name="InfoBytes">Size of the second header: 12 (OS/2), 40, 52, 56, 64 (OS/2 2.0), 108 (V4) or 124 (V5).</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="IsTopDown">Whether the first row stored is the top one; usually it is the bottom one.</param>
/// <param name="BitsPerPixel">1, 4, 8, 16, 24 or 32.</param>
/// <param name="Compression">How the pixels are stored.</param>
/// <param name="ColorsUsed">Palette entries as stated; 0 means as many as the bits can name.</param>
internal readonly record struct BmpHeader(
    long PixelOffset, int InfoBytes, int Width, int Height, bool IsTopDown, int BitsPerPixel, BmpCompression Compression, uint ColorsUsed)
{
    /// <summary>Size of the first header.</summary>
    internal const int FileHeaderBytes = 14;

    private const int CoreBytes = 12;

    /// <summary>Bytes of a stored row that is not compressed, filled up to a multiple of four.</summary>
    internal long RowBytes => ((long)Width * BitsPerPixel + 31) / 32 * 4;

    /// <summary>Whether pixels are indices into a palette.</summary>
    internal bool HasPalette => BitsPerPixel <= 8;

    /// <summary>Bytes of a palette entry: blue, green, red, and except in OS/2's first form an unused one.</summary>
    internal int PaletteEntryBytes => InfoBytes == CoreBytes ? 3 : 4;

    /// <summary>Reads and checks both headers.</summary>
    internal static BmpHeader Parse(ReadOnlySpan<byte> file, PictureLimits limits)
    {
        RequireBytes(file, FileHeaderBytes + 4);
        uint pixelOffset = BinaryPrimitives.ReadUInt32LittleEndian(file[10..]);
        uint infoBytes = BinaryPrimitives.ReadUInt32LittleEndian(file[14..]);
        if (infoBytes is not (CoreBytes or 40 or 52 or 56 or 64 or 108 or 124))
        {
            throw new InvalidDataException(
                $"BMP: expected an information header of 12, 40, 52, 56, 64, 108 or 124 bytes, got {infoBytes}: is it a BMP at all?");
        }

        RequireBytes(file, FileHeaderBytes + (int)infoBytes);
        ReadOnlySpan<byte> info = file.Slice(FileHeaderBytes, (int)infoBytes);
        bool isCore = infoBytes == CoreBytes;
        long width = isCore ? BinaryPrimitives.ReadUInt16LittleEndian(info[4..]) : BinaryPrimitives.ReadInt32LittleEndian(info[4..]);
        long height = isCore ? BinaryPrimitives.ReadUInt16LittleEndian(info[6..]) : BinaryPrimitives.ReadInt32LittleEndian(info[8..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(info[(isCore ? 10 : 14)..]);
        uint compression = isCore ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(info[16..]);
        uint colorsUsed = isCore ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(info[32..]);

        limits.Require("BMP", width, Math.Abs(height));
        if (bits is not (1 or 4 or 8 or 16 or 24 or 32))
        {
            throw new InvalidDataException($"BMP: expected 1, 4, 8, 16, 24 or 32 bits a pixel, got {bits}.");
        }

        var header = new BmpHeader(
            pixelOffset, (int)infoBytes, (int)width, (int)Math.Abs(height), height < 0, bits, (BmpCompression)compression, colorsUsed);
        header.RequireKnownCompression();
        if (pixelOffset < FileHeaderBytes + infoBytes || pixelOffset >= file.Length)
        {
            throw new InvalidDataException(
                $"BMP: the pixels are said to start at byte {pixelOffset:N0} of {file.Length:N0}: the file is cut off or damaged.");
        }

        return header;
    }

    /// <summary>Refuses a file that is shorter than its parts.</summary>
    internal static void RequireBytes(ReadOnlySpan<byte> file, long needed)
    {
        if (file.Length < needed)
        {
            throw new InvalidDataException($"BMP: expected at least {needed:N0} bytes, got {file.Length:N0}: the file is cut off.");
        }
    }

    private void RequireKnownCompression()
    {
        // In OS/2 2.0 the numbers from 3 on mean something else (a fax code).
        bool fits = Compression switch
        {
            BmpCompression.None => true,
            BmpCompression.RunLength8 => BitsPerPixel == 8 && !IsTopDown,
            BmpCompression.RunLength4 => BitsPerPixel == 4 && !IsTopDown,
            BmpCompression.BitFields or BmpCompression.AlphaBitFields => BitsPerPixel is 16 or 32 && InfoBytes != 64,
            _ => false,
        };
        if (!fits)
        {
            string order = IsTopDown ? "top-down" : "bottom-up";
            throw new InvalidDataException(
                $"BMP: compression {(uint)Compression} of {BitsPerPixel}-bit {order} pixels is not read: save without compression, or as PNG.");
        }
    }
}
