using DigitLab.Training;

namespace DigitLab.Cli;

/// <summary>What an experiment wants of a training: another end, a log, no look at the test digits.</summary>
/// <param name="Log">Where its lines go.</param>
/// <param name="Hooks">What happens beside.</param>
/// <param name="Cancellation">Ends it after the batch that it is at, saved.</param>
internal sealed record TrialTerms(TextWriter Log, IReadOnlyList<TrainingHook> Hooks, CancellationToken Cancellation);
