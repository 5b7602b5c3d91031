namespace DigitLab.Training;

/// <summary>Keeps the weights as they were at regular moments of a training, the first one before it: what filters grew from.</summary>
/// <param name="folder">Whose run.</param>
/// <param name="interval">Batches from one snapshot to the next; at least 1.</param>
public sealed class SnapshotWriter(RunFolder folder, int interval) : TrainingHook
{
    private readonly int _interval = interval >= 1
        ? interval
        : throw new ArgumentOutOfRangeException(nameof(interval), interval, "Snapshots: expected at least 1 batch from one to the next.");

    /// <inheritdoc/>
    public override void BeforeRun(Trainer trainer)
    {
        if (trainer.Optimizer.StepCount == 0)
        {
            folder.SaveSnapshot(trainer);
        }
    }

    /// <inheritdoc/>
    public override void AfterBatch(Trainer trainer)
    {
        if (trainer.Optimizer.StepCount % _interval == 0)
        {
            folder.SaveSnapshot(trainer);
        }
    }
}
