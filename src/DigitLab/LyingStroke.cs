namespace DigitLab;

/// <summary>Tells dots and lying dashes, which are no digit whatever a network says of them.</summary>
/// <remarks>
/// A straight stroke's ink is its width times the diagonal of its box; a digit's strokes are longer than its diagonal, except a 1's, and
/// that stands. What is as wide as half its box is a dot or a block.
/// </remarks>
internal static class LyingStroke
{
    private const double LongestStraight = 1.15;   // diagonals; of 60,000 digits of MNIST two dozen are wider than high and shorter
    private const float WidestStroke = 8;          // of 20 pixels

    /// <summary>Whether a picture shows one.</summary>
    internal static bool Is(NormalizedDigit digit)
    {
        double mass = 0;
        float[] levels = new float[digit.Image.Pixels.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] = digit.Image.Pixels[i] / 255f;
            mass += levels[i];
        }

        float width = StrokeWidth.Of(levels, NormalizedDigit.Side);
        if (width > WidestStroke || digit.StrokeWidth > WidestStroke)
        {
            return true;
        }

        double w = digit.SourceBox.Width, h = digit.SourceBox.Height, diagonal = NormalizedDigit.BoxSide * Math.Sqrt((w * w) + (h * h)) / Math.Max(w, h);
        return w > h && mass / width < LongestStraight * diagonal;
    }
}
