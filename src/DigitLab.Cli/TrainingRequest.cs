using DigitLab.Cli.Options;
using DigitLab.Training;

namespace DigitLab.Cli;

/// <summary>What the user asked to be trained.</summary>
/// <param name="Configuration">What decides the bits; the dataset's name is filled in when the digits are found.</param>
/// <param name="Digits">Where the digits come from.</param>
/// <param name="RunPath">The run's folder.</param>
/// <param name="IsResumed">Whether to go on with the run that is there.</param>
/// <param name="LoadPath">A model file to start from.</param>
/// <param name="SavePath">A model file to make.</param>
/// <param name="Threads">Threads to compute with.</param>
/// <param name="IsJson">Whether to print one JSON object and nothing else.</param>
/// <param name="HasTensorBoard">Whether to write event files for TensorBoard.</param>
/// <param name="SnapshotInterval">Batches from one kept snapshot of the weights to the next; null for none.</param>
/// <param name="IsVerbose">Whether to say more.</param>
/// <param name="Trial">What an experiment wants of it; null for a training of its own.</param>
/// <param name="FollowsInput">Whether to stop, saved, when the input ends.</param>
internal sealed record TrainingRequest(
    TrainingConfiguration Configuration,
    DigitRequest Digits,
    string RunPath,
    bool IsResumed,
    string? LoadPath,
    string? SavePath,
    int Threads,
    bool IsJson,
    bool HasTensorBoard,
    int? SnapshotInterval,
    bool IsVerbose,
    TrialTerms? Trial = null,
    bool FollowsInput = false)
{
    /// <summary>Where the networks are that teach; empty for none.</summary>
    internal IReadOnlyList<string> TeacherPaths { get; init; } = [];
}
