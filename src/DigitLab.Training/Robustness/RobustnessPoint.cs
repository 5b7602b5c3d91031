namespace DigitLab.Training;

/// <summary>How a network reads digits that are disturbed.</summary>
/// <param name="Disturbance">How.</param>
/// <param name="Strength">How much.</param>
/// <param name="Errors">Digits misread.</param>
/// <param name="Count">Digits read.</param>
public sealed record RobustnessPoint(string Disturbance, double Strength, int Errors, int Count)
{
    /// <summary>The part that was read right, from 0 to 1.</summary>
    public double Accuracy => (double)(Count - Errors) / Count;
}
