using DigitLab.Imaging;

namespace DigitLab;

/// <summary>A digit that was read on a page.</summary>
/// <param name="Prediction">What it is taken for.</param>
/// <param name="Box">Where its ink lies, in the picture's pixels.</param>
public sealed record ReadDigit(Prediction Prediction, PixelBox Box)
{
    /// <summary>The digit, 0 to 9.</summary>
    public int Digit => Prediction.Digit;

    /// <summary>How probable it is, from 0 to 1.</summary>
    public float Confidence => Prediction.Confidence;

    /// <summary>The digit, how sure that is, and where: <c>7 (99.8%) 20×31 at (4, 5)</c>.</summary>
    public override string ToString() => $"{Prediction} {Box}";
}
