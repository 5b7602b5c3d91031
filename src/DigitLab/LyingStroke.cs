using DigitLab.Imaging;

namespace DigitLab;

/// <summary>Tells dots, blocks and lying dashes, which are no digit whatever a network says of them.</summary>
/// <remarks>
/// A straight stroke's ink is its width times the diagonal of its box; a digit's strokes are longer than its diagonal, except a 1's, and
/// that stands. What is as wide as half its box is a dot or a block. And a bar of any width has the area that belongs to its moments:
/// one of sides a and b has variances of a² / 12 and b² / 12 along them, so its area ab is 12 times the root of their product, an ellipse's 4π times,
/// while a digit's bends and gaps spread the same ink further.
/// </remarks>
internal static class LyingStroke
{
    private const double LongestStraight = 1.15;   // diagonals; of 60,000 digits of MNIST two dozen are wider than high and shorter
    private const double LeastSolid = 0.8;         // of a bar's area; 21 of 60,000 are wider than high and have more
    private const double BarArea = 12;
    private const double PixelVariance = 1 / 12.0;

    /// <summary>Whether a picture shows one.</summary>
    internal static bool Is(NormalizedDigit digit)
    {
        (double w, double h) = (digit.SourceBox.Width, digit.SourceBox.Height);
        float[] levels = Levels(digit.Image);
        float width = StrokeWidth.Of(levels, NormalizedDigit.Side);
        if (width > DigitField.WidestStroke || digit.StrokeWidth > DigitField.WidestStroke)
        {
            return true;
        }

        double diagonal = NormalizedDigit.BoxSide * Math.Sqrt((w * w) + (h * h)) / Math.Max(w, h);
        return w > h && (levels.Sum() / width < LongestStraight * diagonal || Solidity(levels) > LeastSolid);
    }

    private static float[] Levels(GrayImage picture)
    {
        float[] levels = new float[picture.Pixels.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] = picture.Pixels[i] / 255f;
        }

        return levels;
    }

    // The ink as a share of what a bar of the same moments has: about 1 for a bar or an ellipse.
    private static double Solidity(float[] levels)
    {
        double mass = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0;
        for (int i = 0; i < levels.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, NormalizedDigit.Side);
            double level = levels[i];
            (mass, x, y) = (mass + level, x + (level * column), y + (level * row));
            (xx, xy, yy) = (xx + (level * column * column), xy + (level * column * row), yy + (level * row * row));
        }

        (x, y) = (x / mass, y / mass);
        (xx, xy, yy) = ((xx / mass) - (x * x) + PixelVariance, (xy / mass) - (x * y), (yy / mass) - (y * y) + PixelVariance);
        return mass / (BarArea * Math.Sqrt((xx * yy) - (xy * xy)));
    }
}
