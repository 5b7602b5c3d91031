namespace DigitLab.Cli.Experiments;

/// <summary>What the user asked to be run.</summary>
/// <param name="Source">A definition file, or the folder of an experiment that has begun.</param>
/// <param name="Folder">The experiment's folder; null for the definition's path without its ending, and with the seed if one is given.</param>
/// <param name="Seed">The only seed to train with; null for the definition's.</param>
/// <param name="Executor">Where trials run.</param>
/// <param name="Parallel">How many at a time at most; null for as many as there are places.</param>
/// <param name="IsPruned">Whether hopeless settings are stopped, if not as the definition says.</param>
/// <param name="IsShuffled">Whether trials begin in a random order.</param>
/// <param name="IsDryRun">Whether to say what would be done and do nothing.</param>
/// <param name="IsDetached">Whether to leave as soon as the scheduler has everything.</param>
/// <param name="IsFollowUp">Whether a job of the scheduler goes on where no runner is left.</param>
/// <param name="SlurmOptions">What to pass to sbatch.</param>
/// <param name="Threads">Threads of a trial; null for the cores divided by the trials at a time.</param>
/// <param name="DataFolder">Where MNIST is; null to look in the usual places.</param>
internal sealed record ExperimentRequest(
    string Source,
    string? Folder,
    ulong? Seed,
    ExecutorKind Executor,
    int? Parallel,
    bool? IsPruned,
    bool IsShuffled,
    bool IsDryRun,
    bool IsDetached,
    bool IsFollowUp,
    IReadOnlyList<string> SlurmOptions,
    int? Threads,
    string? DataFolder);
