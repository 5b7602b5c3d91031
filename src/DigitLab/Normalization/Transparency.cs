using DigitLab.Imaging;

namespace DigitLab;

/// <summary>Finds out what a picture's alpha channel means: nothing, the ink itself, or the shape of a card that carries the ink.</summary>
/// <remarks>
/// Where most of the border is transparent, what is opaque is either ink or a card. A card fills most of its box and has light and
/// dark on it; ink alone does not, and its colour then says nothing about where it is.
/// </remarks>
internal static class Transparency
{
    private const float CardFill = 0.75f;      // the share of its box that a card fills; a digit's strokes seldom fill half
    private const float CardContrast = 64;     // gray levels between the lightest and the darkest twentieth

    /// <summary>The ink when the alpha channel is the ink; null when the colours show it.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="opaque">The picture without transparency, laid over the colour of what is opaque at its border; itself when the alpha channel is the ink.</param>
    /// <exception cref="NoInkException">All of it is transparent.</exception>
    internal static InkMap? FindInk(ColorImage picture, out ColorImage opaque)
    {
        opaque = picture;
        if (picture.IsOpaque())
        {
            return null;
        }

        GrayImage alpha = picture.ToAlpha();
        int most = LargestOf(alpha.Pixels);
        if (most == 0)
        {
            throw new NoInkException("no ink found: the picture is wholly transparent.");
        }

        if (!IsBackgroundTransparent(picture) || IsCard(picture, alpha, most))
        {
            opaque = Flatten(picture);
            return null;
        }

        float[] levels = new float[alpha.Pixels.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] = (float)alpha.Pixels[i] / most;
        }

        return new InkMap(picture.Width, picture.Height, levels, 0, InkPolarity.OnTransparent);
    }

    private static ColorImage Flatten(ColorImage picture)
    {
        ColorImage visible = IsBackgroundTransparent(picture) ? picture.Crop(VisibleBox(picture)) : picture;
        return picture.CompositeOver(BorderColor(visible));
    }

    // Less than half as opaque as the most opaque pixel.
    private static bool IsBackgroundTransparent(ColorImage picture) =>
        2 * Quantile.Of(Border.Channel(picture, 3), 0.5) < LargestOf(picture.ToAlpha().Pixels);

    private static bool IsCard(ColorImage picture, GrayImage alpha, int most)
    {
        PixelBox box = VisibleBox(picture);
        GrayImage luma = picture.ToGray();
        var lumas = new List<float>();
        for (int i = 0; i < alpha.Pixels.Length; i++)
        {
            if (2 * alpha.Pixels[i] > most)
            {
                lumas.Add(luma.Pixels[i]);
            }
        }

        float[] sorted = [.. lumas];
        float contrast = Quantile.Of(sorted, 0.95) - Quantile.Of(sorted, 0.05);
        return lumas.Count >= CardFill * box.Width * box.Height && contrast >= CardContrast;
    }

    private static PixelBox VisibleBox(ColorImage picture)
    {
        GrayImage alpha = picture.ToAlpha();
        int most = LargestOf(alpha.Pixels);
        (int left, int top, int right, int bottom) = (picture.Width, picture.Height, 0, 0);
        for (int y = 0; y < alpha.Height; y++)
        {
            for (int x = 0; x < alpha.Width; x++)
            {
                if (2 * alpha[x, y] > most)
                {
                    (left, top) = (Math.Min(left, x), Math.Min(top, y));
                    (right, bottom) = (Math.Max(right, x + 1), Math.Max(bottom, y + 1));
                }
            }
        }

        return new PixelBox(left, top, right - left, bottom - top);
    }

    private static Rgba BorderColor(ColorImage picture)
    {
        float[] alphas = Border.Channel(picture, 3);
        byte Median(int channel)
        {
            float[] values = Border.Channel(picture, channel);
            float[] visible = [.. values.Where((_, i) => alphas[i] >= 128)];
            return (byte)Quantile.Of(visible.Length > 0 ? visible : values, 0.5);
        }

        return new Rgba(Median(0), Median(1), Median(2));
    }

    private static int LargestOf(ReadOnlySpan<byte> values)
    {
        int largest = 0;
        foreach (byte value in values)
        {
            largest = Math.Max(largest, value);
        }

        return largest;
    }
}
