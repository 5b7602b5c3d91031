using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>Runs an experiment to its end, or as far as it gets: orders trials, chooses among settings, lets the chosen read the test digits.</summary>
/// <remarks>It keeps nothing in memory that it needs: killed at any moment and started again, it goes on with the same choices.</remarks>
/// <param name="folder">The experiment, taken with <see cref="ExperimentFolder.Take"/>.</param>
/// <param name="executor">Where trials run.</param>
/// <param name="order">In which order trials begin.</param>
/// <param name="show">Called with each look.</param>
public sealed class ExperimentRunner(ExperimentFolder folder, ITrialExecutor executor, TrialSequence order, Action<ExperimentStatus> show)
{
    private readonly ExperimentReader _reader = new(folder);

    /// <summary>Lets trials be tried again that failed in a way that another attempt might mend.</summary>
    public void Retry()
    {
        foreach (ExperimentTrial trial in folder.Trials)
        {
            TrialFolder.RemovePassingFailure(folder.TrialPath(trial.Number));
        }
    }

    /// <summary>Runs until nothing is left that could be started.</summary>
    /// <param name="isDetached">Whether to leave as soon as everything is in the executor's hand.</param>
    /// <param name="cancellation">Ends the runner; trials save where they stand, or go on without it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="IOException">The disk is full, or the scheduler refuses.</exception>
    public async Task<ExperimentStatus> RunAsync(bool isDetached, CancellationToken cancellation)
    {
        while (true)
        {
            await executor.LookAsync(cancellation).ConfigureAwait(false);   // before reading, so that what has just ended is not started again
            ExperimentStatus status = Read();
            if (!folder.IsCancelled)
            {
                await executor.StartAsync(order.Sort(status.Orders), cancellation).ConfigureAwait(false);
            }

            show(status);
            bool isAllInHand = status.Orders.All(each => executor.UnderWay.Contains(each.Number));
            if (folder.IsCancelled || (status.Orders.Count == 0 && executor.UnderWay.Count == 0) || (isDetached && isAllInHand && status.Orders.Count > 0))
            {
                return status;
            }

            await executor.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Lets the networks that the definition names read the test digits, each once.</summary>
    /// <param name="status">Of an experiment that is over.</param>
    /// <param name="test">The test digits.</param>
    /// <param name="workers">The threads.</param>
    public ExperimentStatus ReadTest(ExperimentStatus status, DigitDataset test, Workers workers)
    {
        IEnumerable<TrialRecord> chosen = folder.Definition.Test == TestReading.All
            ? status.Trials.Where(trial => trial.Summary is not null)
            : ExperimentTable.Of(folder, status).Winner is SettingRow winner ? status.Trials.Where(trial => trial.Setting == winner.Setting.Number) : [];
        foreach (TrialRecord trial in chosen.Where(trial => trial.Test is null))
        {
            string path = folder.TrialPath(trial.Number);
            Network network = ModelFile.Load(Path.Combine(path, RunFolder.BestName));
            Evaluation read = new Evaluator(network, workers).Evaluate(test);
            TrialFolder.SaveTest(path, read);
            TestReadings.Add(path, "experiment run", WeightsHash.Of(network), read.Errors.Count, read.Count);
        }

        return Read();
    }

    private ExperimentStatus Read() => ExperimentStatus.Of(folder, _reader.Read(), executor.UnderWay.Contains);
}
