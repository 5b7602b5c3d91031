namespace DigitLab.Training;

/// <summary>How well one digit is recognized.</summary>
/// <param name="Digit">Which.</param>
/// <param name="Precision">Of those that are called this digit, the part that is; 0 if none is called so.</param>
/// <param name="Recall">Of those that are this digit, the part that is called so; 0 if there is none.</param>
/// <param name="F1">The harmonic mean of both; 0 where both are 0.</param>
/// <param name="Support">How many there are.</param>
public sealed record ClassScore(int Digit, double Precision, double Recall, double F1, int Support);
