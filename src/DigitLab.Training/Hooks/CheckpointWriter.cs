using System.Diagnostics;

namespace DigitLab.Training;

/// <summary>Keeps a run folder up to date: history, last and kept weights, and the checkpoint from which the run resumes.</summary>
/// <remarks>
/// The checkpoint is written last. Whatever was written before it and is lost to a kill in between is made again, with the same bits, by
/// the epoch that the older checkpoint starts with. The clock decides when a checkpoint is written, and nothing else.
/// </remarks>
/// <param name="folder">Where.</param>
/// <param name="interval">How long to train on at most before another checkpoint within an epoch.</param>
public sealed class CheckpointWriter(RunFolder folder, TimeSpan interval) : TrainingHook
{
    private readonly Stopwatch _sinceLast = new();

    /// <inheritdoc/>
    public override void BeforeRun(Trainer trainer)
    {
        _sinceLast.Restart();
        if (!folder.HasCheckpoint)
        {
            Write(trainer);   // so that a run can be resumed from its first moment on, whatever weights it started from
        }
    }

    /// <inheritdoc/>
    public override void AfterBatch(Trainer trainer)
    {
        if (_sinceLast.Elapsed >= interval)
        {
            Write(trainer);
        }
    }

    /// <inheritdoc/>
    public override void AfterEpoch(Trainer trainer, EpochRecord record)
    {
        if (trainer.Kept == record)
        {
            folder.SaveBest(trainer);
        }

        folder.SaveLast(trainer);
        folder.SaveHistory(trainer.Progress.History);
        Write(trainer);
    }

    /// <inheritdoc/>
    public override void AfterRun(Trainer trainer, StopReason reason)
    {
        if (reason == StopReason.Interrupted)
        {
            Write(trainer);
        }
    }

    private void Write(Trainer trainer)
    {
        // Weights that are lost make the next step's loss fail, or the epoch's validation; the checkpoint before stays, with the last good ones.
        if (Divergence.Of(trainer.Network) is null)
        {
            folder.SaveCheckpoint(trainer);
        }

        _sinceLast.Restart();
    }
}
