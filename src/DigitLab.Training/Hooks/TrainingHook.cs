namespace DigitLab.Training;

/// <summary>Something that happens beside training: a log, a checkpoint, an early end. Hooks run in the order in which the trainer has them.</summary>
public abstract class TrainingHook
{
    /// <summary>Before the first batch, or the first after resuming.</summary>
    public virtual void BeforeRun(Trainer trainer)
    {
    }

    /// <summary>After a batch's step; <see cref="Trainer.Progress"/> counts it already.</summary>
    public virtual void AfterBatch(Trainer trainer)
    {
    }

    /// <summary>After an epoch and its validation.</summary>
    public virtual void AfterEpoch(Trainer trainer, EpochRecord record)
    {
    }

    /// <summary>When the run ends, however it ends, unless by an exception.</summary>
    public virtual void AfterRun(Trainer trainer, StopReason reason)
    {
    }
}
