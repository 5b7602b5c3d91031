namespace DigitLab.Cli.Labels;

/// <summary>A doubtful label as <c>labels.json</c> has it.</summary>
/// <param name="Rank">1 for the most doubtful of its set.</param>
/// <param name="Set"><c>test</c> or <c>training</c>.</param>
/// <param name="Index">The digit's place in the set.</param>
/// <param name="Label">What it is said to be.</param>
/// <param name="Suggested">What the networks take it for.</param>
/// <param name="LabelProbability">The probability that they give to the label.</param>
/// <param name="SuggestedProbability">The probability that they give to the other digit.</param>
/// <param name="IsIssue">Whether confident learning counts it as another digit.</param>
internal sealed record FoundLabel(
    int Rank, string Set, int Index, int Label, int Suggested, double LabelProbability, double SuggestedProbability, bool IsIssue);
