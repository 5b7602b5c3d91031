using DigitLab.Imaging;

namespace DigitLab;

/// <summary>A digit as MNIST holds them, and where it was found.</summary>
/// <param name="Image">28×28 gray levels, ink white (255) on black (0); the longer side of the ink's box has 20 pixels.</param>
/// <param name="SourceBox">The ink's box in the picture that it came from, in that picture's pixels.</param>
/// <param name="Polarity">How the ink stood out from its ground.</param>
/// <param name="StrokeWidth">
/// The mean width of the strokes as they were drawn, in pixels of the 28×28 field (see <see cref="DigitLab.StrokeWidth"/>). Of MNIST's
/// digits 80 % have 1.75 to 3.26; much wider and much narrower strokes have been brought towards that in the image.
/// </param>
public sealed record NormalizedDigit(GrayImage Image, PixelBox SourceBox, InkPolarity Polarity, float StrokeWidth)
{
    /// <summary>Side of the square field: 28 pixels.</summary>
    public const int Side = 28;

    /// <summary>The longer side of the ink's box within the field: 20 pixels.</summary>
    public const int BoxSide = 20;

    /// <summary>Whether nothing else of weight stood in the picture, too far away to be a part of the digit.</summary>
    internal bool IsAlone { get; init; } = true;
}
