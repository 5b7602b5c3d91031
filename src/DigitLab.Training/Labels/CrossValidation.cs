using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>Predictions for every digit by networks that have not learned from it: in turns one part of the digits is left out.</summary>
/// <remarks>Each part's training is a run of its own in a folder, so what was interrupted goes on where it was. Source: Stone 1974, JRSS B 36.</remarks>
/// <param name="digits">All digits.</param>
/// <param name="folds">In how many parts; at least 2.</param>
/// <param name="workers">The threads.</param>
public sealed class CrossValidation(DigitDataset digits, int folds, Workers workers)
{
    private readonly int[] _foldOf = Fold(digits, folds);

    /// <summary>Trains a network for each part, and lets it read that part.</summary>
    /// <param name="configuration">How it is trained; all the rest of the digits are learned from, none are held back.</param>
    /// <param name="path">Where the runs' folders are.</param>
    /// <param name="progress">Told when a part is read: which, from 1, and how many of its digits were misread.</param>
    /// <param name="cancellation">Ends it after the batch that it is at, saved.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="InvalidDataException">A folder holds a run of another configuration.</exception>
    public DigitProbabilities Predict(TrainingConfiguration configuration, string path, Action<int, int, int> progress, CancellationToken cancellation = default)
    {
        double[][] rows = new double[digits.Count][];
        for (int fold = 0; fold < folds; fold++)
        {
            int[] own = Places(index => _foldOf[index] == fold);
            Network network = Train(configuration with { ValidationCount = 0, Split = SplitKind.Last, Patience = null }, Places(index => _foldOf[index] != fold), Path.Combine(path, $"{configuration.Model}-{fold + 1}"), cancellation);
            DigitDataset leftOut = digits.Select(own);
            var read = DigitProbabilities.Read(network, leftOut, workers);
            for (int i = 0; i < own.Length; i++)
            {
                rows[own[i]] = [.. read.Of(i)];
            }

            progress(fold + 1, read.Errors(leftOut).Count, own.Length);
        }

        return new DigitProbabilities(rows);
    }

    private Network Train(TrainingConfiguration configuration, int[] places, string path, CancellationToken cancellation)
    {
        Network network = configuration.BuildNetwork();
        string last = Path.Combine(path, RunFolder.LastName);
        if (RunFolder.IsFinished(path))
        {
            return RunFolder.ConfigurationOf(path) == configuration
                ? ModelFile.Load(last)
                : throw new InvalidDataException($"{path}: the folder holds a run of another configuration: choose another with --output, or delete it.");
        }

        network.Initialize(configuration.Seed);
        using var folder = RunFolder.Open(path, configuration, isResumed: true);
        var trainer = new Trainer(configuration, network, TrainingData.Prepare(configuration, digits.Select(places)), workers, new CheckpointWriter(folder, TimeSpan.FromSeconds(30)));
        folder.Restore(trainer);
        StopReason reason = trainer.Run(cancellation);
        cancellation.ThrowIfCancellationRequested();
        folder.SaveSummary(RunSummary.Of(trainer, reason, trainer.Evaluated, test: null));
        return ModelFile.Load(last);
    }

    private int[] Places(Func<int, bool> isWanted) => [.. Enumerable.Range(0, digits.Count).Where(isWanted)];

    // The same for every seed and network, so that their predictions can be averaged.
    private static int[] Fold(DigitDataset digits, int folds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folds, digits.Count);
        int[] order = [.. Enumerable.Range(0, digits.Count)], foldOf = new int[digits.Count];
        new RandomKey(0, RandomPurpose.Split, Epoch: 3).Open().Shuffle(order.AsSpan());
        for (int i = 0; i < order.Length; i++)
        {
            foldOf[order[i]] = i % folds;
        }

        return foldOf;
    }
}
