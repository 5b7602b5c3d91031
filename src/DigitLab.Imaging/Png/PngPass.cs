namespace DigitLab.Imaging;

/// <summary>The pixels that one pass of a PNG carries: every StepX-th column from X on, every StepY-th row from Y on.</summary>
/// <remarks>A plain PNG is a single pass with steps of 1; Adam7 interlacing has seven (specification §8.1).</remarks>
internal readonly record struct PngPass(int X, int Y, int StepX, int StepY)
{
    private static readonly PngPass[] Plain = [new(0, 0, 1, 1)];

    private static readonly PngPass[] Adam7 =
    [
        new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2),
    ];

    /// <summary>The passes of a picture in the file's order.</summary>
    internal static ReadOnlySpan<PngPass> Of(PngHeader header) => header.IsInterlaced ? Adam7 : Plain;

    /// <summary>Pixels a row that this pass carries of a picture that is so wide; may be 0.</summary>
    internal int Columns(int width) => (width - X + StepX - 1) / StepX;

    /// <summary>Rows that this pass carries of a picture that is so high; may be 0.</summary>
    internal int Rows(int height) => (height - Y + StepY - 1) / StepY;

    /// <summary>Bytes of this pass in the decompressed data: a filter byte and the samples, row by row; nothing for an empty pass.</summary>
    internal long ByteCount(PngHeader header)
    {
        int columns = Columns(header.Width);
        return columns == 0 ? 0 : Rows(header.Height) * (1 + header.RowBytes(columns));
    }
}
