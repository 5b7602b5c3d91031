namespace DigitLab.Training;

/// <summary>A trial to be trained.</summary>
/// <param name="Number">Which.</param>
/// <param name="Target">The epoch to train to, unless it ends before by itself.</param>
public sealed record TrialOrder(int Number, int Target);
