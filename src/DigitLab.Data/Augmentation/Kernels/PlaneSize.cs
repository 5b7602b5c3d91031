namespace DigitLab.Data;

/// <summary>How pictures lie in the kernels' memory: rows of whole vectors of every width, two at a time, so that no loop has a tail.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Pixels of a row.</param>
internal readonly record struct PlaneSize(int Height, int Width)
{
    /// <summary>Twice the widest vector.</summary>
    internal const int Step = 32;

    /// <summary>From one row to the next.</summary>
    internal int Stride => (Width + Step - 1) / Step * Step;

    /// <summary>Numbers of a plane.</summary>
    internal int Count => Height * Stride;

    /// <summary>From one row to the next of a picture with a border of zeros: one column before, two behind.</summary>
    internal int BorderedStride => Width + 3;

    /// <summary>Bytes of that picture, with one row of zeros above and two below.</summary>
    internal int BorderedCount => (Height + 3) * BorderedStride;

    /// <summary>Words that hold a random byte for each pixel: the four bytes of one serve the same column of four rows.</summary>
    internal int NoiseWords => (Height + 3) / 4 * Width;
}
