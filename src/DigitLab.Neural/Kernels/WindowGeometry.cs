using System.Text.Json.Serialization;

namespace DigitLab.Neural;

/// <summary>A window that slides over a picture: what convolution and pooling have in common.</summary>
/// <param name="Height">Taps from top to bottom.</param>
/// <param name="Width">Taps from left to right.</param>
/// <param name="Stride">Pixels from one place to the next, both ways.</param>
/// <param name="Padding">What surrounds the picture.</param>
/// <param name="Dilation">Pixels from one tap to the next, both ways.</param>
[JsonConverter(typeof(WindowGeometryJson))]
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

    /// <summary>Of a row of taps whose first is at that pixel, those whose pixels exist: from … to (exclusive).</summary>
    internal (int From, int To) Inside(int start, int taps, int extent)
    {
        int from = start >= 0 ? 0 : (Dilation - 1 - start) / Dilation;
        int to = Math.Min(taps, (extent - start + Dilation - 1) / Dilation);
        return (from, to);
    }

    /// <summary>Why a pooling with this window cannot take such an input, and what to do; null if it can.</summary>
    internal string? RefusalToPool(Shape input)
    {
        if (input.Rank != 4)
        {
            return "pool pictures before they are flattened";
        }

        Shape output = Pooled(input);
        if (output[1] < 1 || output[2] < 1)
        {
            return $"the window ({this}) is larger than the padded picture";
        }

        return EveryPlaceSeesAPixel(input) ? null : $"the picture would fall between the taps of a window ({this})";
    }

    /// <summary>The output of a pooling: a number for each place of the window and each channel.</summary>
    internal Shape Pooled(Shape input) => new(input[0], OutputHeight(input[1]), OutputWidth(input[2]), input[3]);

    /// <summary>Whether no window lies wholly in the padding, as a dilated one may around a small picture: it would have nothing to pool.</summary>
    internal bool EveryPlaceSeesAPixel(Shape input)
    {
        bool all = true;
        for (int i = 0; i < OutputHeight(input[1]); i++)
        {
            (int from, int to) = Inside((i * Stride) - Padding.Top, Height, input[1]);
            all &= from < to;
        }

        for (int j = 0; j < OutputWidth(input[2]); j++)
        {
            (int from, int to) = Inside((j * Stride) - Padding.Left, Width, input[2]);
            all &= from < to;
        }

        return all;
    }

    /// <summary>That geometry, if a pooling may have it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or a padding is negative or as large as the window.</exception>
    internal static WindowGeometry CheckedForPooling(WindowGeometry window, string layer)
    {
        Padding padding = window.Checked().Padding;
        int beyond = Math.Max(
            Math.Max(padding.Top, padding.Bottom) - window.SpanHeight, Math.Max(padding.Left, padding.Right) - window.SpanWidth);
        return beyond < 0
            ? window
            : throw new ArgumentOutOfRangeException(
                nameof(window), window, $"{layer}: expected a padding less than the window: a window must not lie outside the picture.");
    }

    /// <summary>For a layer's line in a summary: <c>5×5, stride 1, padding 2</c>.</summary>
    public override string ToString() =>
        $"{Height}×{Width}, stride {Stride}, padding {Padding}{(Dilation == 1 ? "" : $", dilation {Dilation}")}";

    private int Places(int room) => room < 0 ? 0 : (room / Stride) + 1;
}
