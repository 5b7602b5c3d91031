using DigitLab.Imaging;

namespace DigitLab;

/// <summary>Finds a drawn frame: an even line all around the picture, as a form's cell has, with other, even paper inside it.</summary>
internal static class Frame
{
    private const int ShareOfSide = 8;         // a frame is at most an eighth of the shorter side thick
    private const float Evenness = 32;         // gray levels between the quartiles of a ring of pixels
    private const float LeastContrast = 64;    // gray levels between the frame and the paper inside

    /// <summary>The part of an opaque picture within its frame; the whole picture when there is none.</summary>
    internal static PixelBox Inside(ColorImage picture)
    {
        int deepest = Math.Min(picture.Width, picture.Height) / ShareOfSide;
        (float outer, float outerSpread) = MeasureRing(picture, 0);
        for (int depth = 1; depth < deepest && outerSpread < Evenness; depth++)
        {
            (float inner, float innerSpread) = MeasureRing(picture, depth);
            if (Math.Abs(inner - outer) >= LeastContrast && innerSpread < Evenness)
            {
                int line = depth + 1;   // one more for the line's soft edge
                return new PixelBox(line, line, picture.Width - 2 * line, picture.Height - 2 * line);
            }
        }

        return new PixelBox(0, 0, picture.Width, picture.Height);
    }

    // The median brightness of the pixels at a distance from the edge, and how far apart their quartiles are.
    private static (float Median, float Spread) MeasureRing(ColorImage picture, int depth)
    {
        var lumas = new List<float>();
        int right = picture.Width - 1 - depth;
        int bottom = picture.Height - 1 - depth;
        for (int x = depth; x <= right; x++)
        {
            lumas.Add(picture[x, depth].Luma);
            lumas.Add(picture[x, bottom].Luma);
        }

        for (int y = depth; y <= bottom; y++)
        {
            lumas.Add(picture[depth, y].Luma);
            lumas.Add(picture[right, y].Luma);
        }

        float[] sorted = [.. lumas];
        return (Quantile.Of(sorted, 0.5), Quantile.Of(sorted, 0.75) - Quantile.Of(sorted, 0.25));
    }
}
