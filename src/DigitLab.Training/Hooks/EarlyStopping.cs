namespace DigitLab.Training;

/// <summary>Ends a run whose score has stopped improving.</summary>
/// <remarks>As Keras counts: it stops after <c>patience</c> epochs in a row none of which beat the best before them; a tie does not beat it.</remarks>
public sealed class EarlyStopping : TrainingHook
{
    private readonly int _patience;

    /// <summary>A hook for one run.</summary>
    /// <param name="patience">Epochs; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The patience is below 1.</exception>
    public EarlyStopping(int patience)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1);
        _patience = patience;
    }

    /// <inheritdoc/>
    public override void BeforeRun(Trainer trainer) => Check(trainer);   // a run may have been killed right after the deciding epoch

    /// <inheritdoc/>
    public override void AfterEpoch(Trainer trainer, EpochRecord record) => Check(trainer);

    private void Check(Trainer trainer)
    {
        if (trainer.Progress.Best is { } best && trainer.Progress.Epoch - best.Epoch >= _patience)
        {
            trainer.Stop(StopReason.EarlyStopping);
        }
    }
}
