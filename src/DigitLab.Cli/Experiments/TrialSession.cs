using DigitLab.Cli.Options;
using DigitLab.Data;
using DigitLab.Training;

namespace DigitLab.Cli.Experiments;

/// <summary>A trial's process: trains in the trial's folder, from wherever it stands, to the epoch that the experiment asks for.</summary>
internal static class TrialSession
{
    private static readonly TimeSpan BusyPause = TimeSpan.FromSeconds(1);

    /// <summary>Trains.</summary>
    /// <param name="experiment">The experiment's folder.</param>
    /// <param name="order">Which trial, and how far.</param>
    /// <param name="dataFolder">Where MNIST is; null to look in the usual places.</param>
    /// <param name="threads">Threads to compute with.</param>
    /// <param name="followsInput">Whether to end when the input does, as it does with whoever started the process.</param>
    /// <returns>The exit code.</returns>
    internal static int Run(string experiment, TrialOrder order, string? dataFolder, int threads, bool followsInput)
    {
        string folder = ExperimentFolder.TrialPath(experiment, order.Number);
        TrainingConfiguration configuration = RunFolder.ConfigurationOf(folder);
        using EndOfInput? end = followsInput ? new EndOfInput() : null;

        // Slurm may start a task again that is done, or that a process is still at work on, on a node that it takes for lost.
        while (!TrialFolder.IsSettled(folder, order.Target))
        {
            try
            {
                return Train(experiment, folder, configuration, order, dataFolder, threads, end?.Token ?? CancellationToken.None);
            }
            catch (RunFolderBusyException) when (followsInput)
            {
                return TrialCommand.BusyExitCode;
            }
            catch (RunFolderBusyException)
            {
                Thread.Sleep(BusyPause);
            }
        }

        return ExitCode.Success;
    }

    private static int Train(
        string experiment, string folder, TrainingConfiguration configuration, TrialOrder order, string? dataFolder, int threads, CancellationToken end)
    {
        using var presence = new TrialPresence(folder);
        try
        {
            using StreamWriter log = TrialFolder.OpenLog(folder);
            return TrainingSession.Run(new TrainingRequest(
                configuration,
                new DigitRequest(dataFolder, DatasetChoice.Auto),
                folder,
                IsResumed: true,
                configuration.InitialWeights is null ? null : ExperimentFolder.InitialPathOf(experiment),
                SavePath: null,
                threads,
                IsJson: false,
                HasTensorBoard: false,
                SnapshotInterval: null,
                IsVerbose: false,
                new TrialTerms(log, [presence, new PauseAfterEpoch(order.Target)], end))
            {
                TeacherPaths = configuration.Teacher is null ? [] : TeacherFolder.PathsIn(experiment),
            });
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or RunFolderBusyException))
        {
            TrialFolder.SaveFailure(folder, Failures.Sentence(exception), isFinal: exception is TrainingFailedException);
            throw;
        }
    }
}
