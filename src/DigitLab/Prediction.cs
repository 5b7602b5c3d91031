using System.Globalization;

namespace DigitLab;

/// <summary>What the recognizer makes of a picture.</summary>
/// <param name="Digit">The most probable digit, 0 to 9.</param>
/// <param name="Probabilities">The probability of each digit, 0 to 9, if it is one; they sum to 1, and are as sure as they are right.</param>
/// <param name="DigitProbability">How probable it is that the picture shows one whole digit and nothing else, from 0 to 1.</param>
/// <param name="IsDigit">Whether it counts as one, by a threshold that MNIST's digits pass all but a few of a thousand times.</param>
/// <param name="Normalized">What the networks saw.</param>
public sealed record Prediction(int Digit, IReadOnlyList<float> Probabilities, float DigitProbability, bool IsDigit, NormalizedDigit Normalized)
{
    /// <summary>The probability of <see cref="Digit"/>, from 0 to 1.</summary>
    public float Confidence => Probabilities[Digit];

    /// <summary>The digit and how sure that is: <c>7 (99.8%)</c>.</summary>
    public override string ToString() => $"{Digit} ({(100 * Confidence).ToString("F1", CultureInfo.InvariantCulture)}%)";
}
