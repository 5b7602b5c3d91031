namespace DigitLab.Training;

/// <summary>A digit whose label the networks doubt that have not learned from it.</summary>
/// <param name="Index">The digit's place among all that were looked at.</param>
/// <param name="Label">What it is said to be.</param>
/// <param name="Suggested">What the networks take it for.</param>
/// <param name="LabelProbability">The probability that they give to the label.</param>
/// <param name="SuggestedProbability">The probability that they give to the other digit.</param>
/// <param name="IsIssue">Whether confident learning counts it as another digit: its probability of one is above what is usual for that digit's own.</param>
public sealed record DoubtfulLabel(int Index, int Label, int Suggested, double LabelProbability, double SuggestedProbability, bool IsIssue)
{
    /// <summary>How much more is said for the label than for the other digit, −1 to 1: the lower, the more doubtful.</summary>
    public double Margin => LabelProbability - SuggestedProbability;
}
