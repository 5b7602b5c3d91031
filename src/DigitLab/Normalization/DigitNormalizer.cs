using System.Diagnostics.CodeAnalysis;
using DigitLab.Imaging;

namespace DigitLab;

/// <summary>Makes of a picture of one digit, of any size and colours, a digit as MNIST holds them.</summary>
/// <remarks>
/// The ink is told from the paper by the picture's border, dark on light or light on dark, drawn or transparent; specks are
/// dropped; the ink's box is scaled, its proportions kept, to 20 pixels; strokes much thinner or thicker than MNIST's are brought
/// towards them; and the centre of mass is moved to the centre of the 28×28 field. The same picture gives the same bits everywhere.
/// Source of the construction: LeCun, Cortes, Burges, <i>The MNIST database of handwritten digits</i>.
/// </remarks>
public static class DigitNormalizer
{
    // A digit needs 20 pixels; more than this only costs time.
    private const int LargestSide = 1024;

    private const double WhiteShare = 0.1;
    private const double FullInk = 0.8;   // of a sign cut out of a page: so much of its ink is fainter

    /// <summary>Normalizes the digit in a picture.</summary>
    /// <param name="picture">The picture; it is not changed.</param>
    /// <exception cref="NoInkException">The picture shows no ink.</exception>
    public static NormalizedDigit Normalize(ColorImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ColorImage shrunk = Shrink(picture);
        NormalizedDigit digit = Normalize(InkFinder.Find(shrunk));
        return shrunk == picture ? digit : digit with { SourceBox = Enlarge(digit.SourceBox, shrunk, picture) };
    }

    /// <summary>Normalizes the digit in a gray picture.</summary>
    /// <param name="picture">The picture; it is not changed.</param>
    /// <exception cref="NoInkException">The picture shows no ink.</exception>
    public static NormalizedDigit Normalize(GrayImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return Normalize(picture.ToColor());
    }

    /// <summary>Normalizes the digit in a picture, if there is one.</summary>
    /// <param name="picture">The picture; it is not changed.</param>
    /// <param name="digit">The digit; null when the picture shows no ink.</param>
    /// <returns>Whether there is ink.</returns>
    public static bool TryNormalize(ColorImage picture, [NotNullWhen(true)] out NormalizedDigit? digit)
    {
        try
        {
            digit = Normalize(picture);
            return true;
        }
        catch (NoInkException)
        {
            digit = null;
            return false;
        }
    }

    /// <summary>Normalizes the digit in a map of ink.</summary>
    internal static NormalizedDigit Normalize(InkMap ink)
    {
        DigitInk digit = DigitInk.Find(ink);
        float oversampling = Oversampling.ShareOf(digit.Box);
        if (oversampling > 0)
        {
            digit = DigitInk.Find(Sharpening.Apply(ink, oversampling));
        }

        return FromInk(digit.CutOut(), digit.Box, oversampling) with { IsAlone = digit.IsAlone };
    }

    /// <summary>Normalizes ink that was cut out of a page; null when nothing in it is dark enough.</summary>
    /// <param name="cutOut">The ink of one digit alone.</param>
    /// <param name="box">Where it was.</param>
    internal static NormalizedDigit? TryNormalize(InkMap cutOut, PixelBox box)
    {
        float full = Quantile.OfPositive(cutOut.Levels, FullInk);
        if (full == 0)
        {
            return null;
        }

        // A faint sign among dark ones has its own full ink.
        float[] levels = ShareOf(cutOut.Levels, full);
        var ink = new InkMap(cutOut.Width, cutOut.Height, levels, cutOut.Noise / full, cutOut.Polarity);
        float oversampling = Oversampling.ShareOf(box);
        return FromInk(oversampling > 0 ? Sharpening.Apply(ink, oversampling) : ink, box, oversampling);
    }

    private static NormalizedDigit FromInk(InkMap cutOut, PixelBox box, float oversampling)
    {
        float[] field = Whiten(DigitField.Draw(cutOut, oversampling, out float strokeWidth));
        return new NormalizedDigit(ToImage(MassCentering.Center28(field)), box, cutOut.Polarity, strokeWidth);
    }

    // In MNIST a tenth of a digit's pixels is white, or all but white: 253.2 of 255 on average.
    private static float[] Whiten(float[] field)
    {
        float white = Quantile.OfPositive(field, 1 - WhiteShare);
        return ShareOf(field, white);
    }

    private static float[] ShareOf(float[] levels, float full)
    {
        float[] shares = new float[levels.Length];
        for (int i = 0; i < shares.Length; i++)
        {
            shares[i] = Math.Min(levels[i] / full, 1);
        }

        return shares;
    }

    private static GrayImage ToImage(float[] field)
    {
        var image = new GrayImage(NormalizedDigit.Side, NormalizedDigit.Side);
        for (int i = 0; i < field.Length; i++)
        {
            image.Pixels[i] = (byte)(field[i] * 255 + 0.5f);
        }

        return image;
    }

    private static ColorImage Shrink(ColorImage picture)
    {
        int longest = Math.Max(picture.Width, picture.Height);
        return longest <= LargestSide
            ? picture
            : Resampler.Resize(picture, Scale(picture.Width, longest), Scale(picture.Height, longest));
    }

    private static int Scale(int side, int longest) => Math.Max(1, (int)((long)side * LargestSide / longest));

    private static PixelBox Enlarge(PixelBox box, ColorImage from, ColorImage to)
    {
        int left = (int)((long)box.X * to.Width / from.Width);
        int top = (int)((long)box.Y * to.Height / from.Height);
        int right = (int)(((long)box.Right * to.Width + from.Width - 1) / from.Width);
        int bottom = (int)(((long)box.Bottom * to.Height + from.Height - 1) / from.Height);
        return new PixelBox(left, top, right - left, bottom - top);
    }
}
