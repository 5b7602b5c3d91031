using DigitLab.Imaging;

namespace DigitLab;

/// <summary>Draws into a picture what was read: a box around each digit, in its row's colour, and the digit above it.</summary>
public static class AnnotatedPage
{
    private const int GlyphWidth = 3;
    private const int GlyphHeight = 5;
    private const double LabelHeight = 0.35;   // of the digit's box

    // The digits in 3×5 pixels: five rows of three bits each, the left one first.
    private static readonly byte[][] Glyphs =
    [
        [7, 5, 5, 5, 7], [2, 6, 2, 2, 7], [7, 1, 7, 4, 7], [7, 1, 7, 1, 7], [5, 5, 7, 1, 1],
        [7, 4, 7, 1, 7], [7, 4, 7, 5, 7], [7, 1, 2, 2, 2], [7, 5, 7, 5, 7], [7, 5, 7, 1, 7],
    ];

    private static readonly Rgba[] Colors =
    [
        new(214, 39, 40), new(31, 119, 180), new(44, 160, 44), new(255, 127, 14), new(148, 103, 189), new(0, 158, 150),
    ];

    /// <summary>A copy of the picture with the rows drawn in.</summary>
    /// <param name="picture">The picture that was read.</param>
    /// <param name="rows">What was read.</param>
    public static ColorImage Draw(ColorImage picture, IReadOnlyList<DigitRow> rows)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(rows);
        ColorImage annotated = picture.CompositeOver(Rgba.White);
        int line = Math.Max(1, Math.Min(picture.Width, picture.Height) / 400);
        for (int row = 0; row < rows.Count; row++)
        {
            foreach (ReadDigit digit in rows[row].Digits)
            {
                Rgba color = Colors[row % Colors.Length];
                DrawBox(annotated, digit.Box, line, color);
                DrawLabel(annotated, digit, line, color);
            }
        }

        return annotated;
    }

    private static void DrawBox(ColorImage picture, PixelBox box, int line, Rgba color)
    {
        int width = box.Width + (2 * line), height = box.Height + (2 * line), left = box.X - line, top = box.Y - line;
        Fill(picture, left, top, width, line, color);
        Fill(picture, left, box.Bottom, width, line, color);
        Fill(picture, left, top, line, height, color);
        Fill(picture, box.Right, top, line, height, color);
    }

    // Above the box, or within it where there is no room above.
    private static void DrawLabel(ColorImage picture, ReadDigit digit, int line, Rgba color)
    {
        int dot = Math.Max(1, (int)(LabelHeight * digit.Box.Height / GlyphHeight)), height = GlyphHeight * dot;
        int left = digit.Box.X, top = digit.Box.Y - (2 * line) - height;
        top = top < 0 ? digit.Box.Y + line : top;
        for (int y = 0; y < GlyphHeight; y++)
        {
            for (int x = 0; x < GlyphWidth; x++)
            {
                if ((Glyphs[digit.Digit][y] >> (GlyphWidth - 1 - x) & 1) == 1)
                {
                    Fill(picture, left + (x * dot), top + (y * dot), dot, dot, color);
                }
            }
        }
    }

    private static void Fill(ColorImage picture, int left, int top, int width, int height, Rgba color)
    {
        for (int y = Math.Max(0, top); y < Math.Min(picture.Height, top + height); y++)
        {
            for (int x = Math.Max(0, left); x < Math.Min(picture.Width, left + width); x++)
            {
                picture[x, y] = color;
            }
        }
    }
}
