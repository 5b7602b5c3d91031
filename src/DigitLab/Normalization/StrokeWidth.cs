namespace DigitLab;

/// <summary>The mean width of the strokes in a field of ink.</summary>
/// <remarks>
/// A stroke of width w and length ℓ has the area A = wℓ and, its ends apart, the outline P = 2ℓ; so w = 2A / P. With gray levels
/// A is their sum and P the sum of their gradients' lengths, which anti-aliasing changes little. Of MNIST's training digits the
/// middle half have 2.01 to 2.78 pixels, the middle 80 % 1.75 to 3.26.
/// </remarks>
internal static class StrokeWidth
{
    /// <summary>The width in pixels of the field; 0 for an empty one.</summary>
    /// <param name="field">Ink levels, row by row.</param>
    /// <param name="width">Columns of the field.</param>
    internal static float Of(ReadOnlySpan<float> field, int width)
    {
        int height = field.Length / width;
        double area = 0;
        double outline = 0;
        for (int y = 0; y <= height; y++)
        {
            for (int x = 0; x <= width; x++)
            {
                float here = At(field, width, height, x, y);
                float toLeft = here - At(field, width, height, x - 1, y);
                float toTop = here - At(field, width, height, x, y - 1);
                area += here;
                outline += MathF.Sqrt(toLeft * toLeft + toTop * toTop);
            }
        }

        return outline > 0 ? (float)(2 * area / outline) : 0;
    }

    private static float At(ReadOnlySpan<float> field, int width, int height, int x, int y) =>
        x >= 0 && y >= 0 && x < width && y < height ? field[y * width + x] : 0;
}
