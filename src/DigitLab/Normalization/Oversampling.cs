using DigitLab.Imaging;

namespace DigitLab;

/// <summary>How much finer a picture is than the field that its digit is drawn into.</summary>
/// <remarks>
/// A picture of the field's own fineness may be an MNIST digit already: its gray levels are its shape, and it is left alone as far
/// as possible. A picture with three and more pixels to the field's one can be trusted to be neither, and is brought closer to what
/// MNIST's digits look like. Between one and a half and three pixels the one passes into the other.
/// </remarks>
internal static class Oversampling
{
    private const float From = 1.5f;
    private const float To = 3;

    /// <summary>0 for a picture as coarse as the field, 1 for one that is three times as fine or more.</summary>
    /// <param name="box">The ink's box in the picture.</param>
    internal static float ShareOf(PixelBox box) =>
        Math.Clamp(((float)Math.Max(box.Width, box.Height) / NormalizedDigit.BoxSide - From) / (To - From), 0, 1);

    /// <summary>A value between the one for coarse pictures and the one for fine ones.</summary>
    internal static float Mix(float share, float coarse, float fine) => coarse + share * (fine - coarse);
}
