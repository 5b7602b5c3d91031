namespace DigitLab.Training;

/// <summary>What was decided when an experiment's folder was made: <c>experiment.json</c>.</summary>
/// <param name="Format">The folder's version.</param>
/// <param name="Name">The experiment's name.</param>
/// <param name="Id">Tells this folder's jobs from all others.</param>
/// <param name="Trials">How many there are.</param>
/// <param name="Pruning">How hopeless settings are stopped; null to train all to the end.</param>
/// <param name="InitialFrom">Where the first weights are from; null if they are drawn from the seeds.</param>
/// <param name="InitialWeights">Their fingerprint.</param>
/// <param name="Commit">The commit of the program that made the folder.</param>
public sealed record ExperimentRecord(
    string Format, string Name, string Id, int Trials, PruningSettings? Pruning, string? InitialFrom, string? InitialWeights, string? Commit);
