namespace DigitLab.Neural;

/// <summary>A window that slides over a picture: what convolution and pooling have in common.</summary>
/// <param name="Height">Taps from top to bottom.</param>
/// <param name="Width">Taps from left to right.</param>
/// <param name="Stride">Pixels from one place to the next, both ways.</param>
/// <param name="Padding">What surrounds the picture.</param>
/// <param name="Dilation">Pixels from one tap to the next, both ways.</param>
public readonly record struct WindowGeometry(int Height, int Width, int Stride, Padding Padding, int Dilation)
{
    // No product of two such numbers leaves an int: a model file could otherwise ask for offsets outside a picture's memory.
    private const int Largest = 1 << 14;

    /// <summary>Pixels that the window spans from top to bottom, gaps between its taps included.</summary>
    internal int SpanHeight => ((Height - 1) * Dilation) + 1;

    /// <summary>Pixels that the window spans from left to right.</summary>
    internal int SpanWidth => ((Width - 1) * Dilation) + 1;

    /// <summary>A square window with the same padding all round.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or the padding is negative.</exception>
    public static WindowGeometry Square(int size, int stride = 1, int padding = 0, int dilation = 1) =>
        new WindowGeometry(size, size, stride, Padding.All(padding), dilation).Checked();

    /// <summary>This geometry, if its numbers are in their ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, a padding is negative, or a number is above 16,384.</exception>
    public WindowGeometry Checked()
    {
        foreach (int number in (ReadOnlySpan<int>)[Height, Width, Stride, Dilation, Padding.Top, Padding.Bottom, Padding.Left, Padding.Right])
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(number, Largest, "window");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(Height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Stride, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Dilation, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Padding.Top, nameof(Padding));
        ArgumentOutOfRangeException.ThrowIfNegative(Padding.Bottom, nameof(Padding));
        ArgumentOutOfRangeException.ThrowIfNegative(Padding.Left, nameof(Padding));
        ArgumentOutOfRangeException.ThrowIfNegative(Padding.Right, nameof(Padding));
        return this;
    }

    /// <summary>Places of the window in a column of the picture: ⌊(height + padding − span)/stride⌋ + 1; below 1 if it does not fit.</summary>
    internal int OutputHeight(int height) => Places(height + Padding.Top + Padding.Bottom - SpanHeight);

    /// <summary>Places of the window in a row of the picture.</summary>
    internal int OutputWidth(int width) => Places(width + Padding.Left + Padding.Right - SpanWidth);

    /// <summary>For a layer's line in a summary: <c>5×5, stride 1, padding 2</c>.</summary>
    public override string ToString() =>
        $"{Height}×{Width}, stride {Stride}, padding {Padding}{(Dilation == 1 ? "" : $", dilation {Dilation}")}";

    private int Places(int room) => room < 0 ? 0 : (room / Stride) + 1;
}
