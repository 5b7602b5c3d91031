namespace DigitLab.Training;

/// <summary>A trial in a table.</summary>
/// <param name="Number">Which.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Epochs">Epochs that it trained.</param>
/// <param name="BestEpoch">The epoch whose weights it kept; null before one is over.</param>
/// <param name="ValidationAccuracy">Of those weights.</param>
/// <param name="ValidationLoss">Of those weights.</param>
/// <param name="ValidationErrors">Validation digits that they misread; null while the trial is not finished.</param>
/// <param name="TestErrors">Test digits that they misread; null if they have not read them.</param>
/// <param name="TestCount">How many test digits there were.</param>
/// <param name="WeightsSha256">Their fingerprint.</param>
/// <param name="Commit">The commit of the program that trained.</param>
/// <param name="Failure">Why it failed.</param>
public sealed record TrialRow(
    int Number,
    ulong Seed,
    TrialState State,
    int Epochs,
    int? BestEpoch,
    double? ValidationAccuracy,
    double? ValidationLoss,
    int? ValidationErrors,
    int? TestErrors,
    int? TestCount,
    string? WeightsSha256,
    string? Commit,
    string? Failure)
{
    /// <summary>The row that a record gives.</summary>
    internal static TrialRow Of(TrialRecord trial, TrialState state)
    {
        EpochRecord? kept = trial.Kept;
        return new TrialRow(
            trial.Number,
            trial.Configuration.Seed,
            state,
            trial.History.Count,
            kept?.Epoch,
            kept?.ValidationAccuracy,
            kept?.ValidationLoss,
            trial.Summary?.Validation?.Errors.Count,
            trial.Test?.Errors.Count,
            trial.Test?.Count,
            trial.Summary?.WeightsSha256,
            trial.Summary?.Commit,
            trial.Failure?.Sentence);
    }
}
