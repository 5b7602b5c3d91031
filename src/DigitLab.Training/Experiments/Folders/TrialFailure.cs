namespace DigitLab.Training;

/// <summary>Why a trial cannot go on: <c>failure.json</c> in its folder.</summary>
/// <param name="Sentence">What happened.</param>
/// <param name="LastLines">The last lines of the trial's log.</param>
/// <param name="IsFinal">Whether another attempt would fail in the same way, as a training that diverges does.</param>
public sealed record TrialFailure(string Sentence, IReadOnlyList<string> LastLines, bool IsFinal);
