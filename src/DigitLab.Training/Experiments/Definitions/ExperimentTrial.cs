namespace DigitLab.Training;

/// <summary>A setting with a seed: one run.</summary>
/// <param name="Number">From 1; settings in the grid's order, within each the seeds in theirs.</param>
/// <param name="Setting">The setting's number.</param>
/// <param name="Configuration">What the trial trains.</param>
public sealed record ExperimentTrial(int Number, int Setting, TrainingConfiguration Configuration);
