namespace DigitLab.Training;

/// <summary>Ends a run for now after so many epochs, to be resumed or given up when others have come as far.</summary>
/// <remarks>It changes no bit: schedules still count the epochs of the whole run.</remarks>
public sealed class PauseAfterEpoch : TrainingHook
{
    private readonly int _epoch;

    /// <summary>A hook for one run.</summary>
    /// <param name="epoch">The last epoch for now; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The epoch is below 1.</exception>
    public PauseAfterEpoch(int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epoch, 1);
        _epoch = epoch;
    }

    /// <inheritdoc/>
    public override void BeforeRun(Trainer trainer) => Check(trainer);   // a run may have been killed right after that epoch

    /// <inheritdoc/>
    public override void AfterEpoch(Trainer trainer, EpochRecord record) => Check(trainer);

    private void Check(Trainer trainer)
    {
        if (trainer.Progress.Epoch >= _epoch && _epoch < trainer.Configuration.MaxEpochs)
        {
            trainer.Stop(StopReason.Paused);
        }
    }
}
