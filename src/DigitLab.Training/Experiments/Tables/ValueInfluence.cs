namespace DigitLab.Training;

/// <summary>How the trials with one value of a parameter did.</summary>
/// <param name="Value">The value.</param>
/// <param name="Score">Mean and deviation over these trials.</param>
public sealed record ValueInfluence(string Value, SampleSummary Score);
