namespace DigitLab.Training;

/// <summary>Ends a run whose score has stopped improving.</summary>
/// <remarks>As Keras counts: it stops after <c>patience</c> epochs in a row none of which beat the best before them.</remarks>
/// <param name="patience">At least 1.</param>
public sealed class EarlyStopping(int patience) : TrainingHook
{
    /// <inheritdoc/>
    public override void BeforeRun(Trainer trainer) => Check(trainer);   // a run may have been killed right after the deciding epoch

    /// <inheritdoc/>
    public override void AfterEpoch(Trainer trainer, EpochRecord record) => Check(trainer);

    private void Check(Trainer trainer)
    {
        if (trainer.Progress.Best is { } best && trainer.Progress.Epoch - best.Epoch >= patience)
        {
            trainer.Stop(StopReason.EarlyStopping);
        }
    }
}
