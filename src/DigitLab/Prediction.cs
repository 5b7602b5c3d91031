namespace DigitLab;

/// <summary>What the recognizer makes of a picture.</summary>
/// <param name="Digit">The most probable digit, 0 to 9.</param>
/// <param name="Probabilities">The probability of each digit, 0 to 9; they sum to 1.</param>
/// <param name="Normalized">What the network saw.</param>
public sealed record Prediction(int Digit, IReadOnlyList<float> Probabilities, NormalizedDigit Normalized)
{
    /// <summary>The most probable digit must be at least this probable to count as read.</summary>
    /// <remarks>A first, honest criterion: the network has never seen anything but digits and may be sure of nonsense.</remarks>
    public const float LeastConfidence = 0.5f;

    /// <summary>The probability of <see cref="Digit"/>, from 0 to 1.</summary>
    public float Confidence => Probabilities[Digit];

    /// <summary>Whether one digit is more probable than all others together.</summary>
    public bool IsDigit => Confidence >= LeastConfidence;

    /// <summary>The digit and how sure that is: <c>7 (99.8%)</c>.</summary>
    public override string ToString() => $"{Digit} ({(100 * Confidence).ToString("F1", System.Globalization.CultureInfo.InvariantCulture)}%)";
}
