namespace DigitLab.Training;

/// <summary>Something that happens beside training: a log, a checkpoint, an early end. Hooks run in the order in which the trainer has them.</summary>
/// <remarks>
/// A hook may ask the run to end with <see cref="Trainer.Stop"/>. Let what it decides follow from the trainer's progress alone, or an
/// interrupted run may end otherwise than one that was not.
/// </remarks>
public abstract class TrainingHook
{
    /// <summary>Before the first batch, or the first after resuming.</summary>
    public virtual void BeforeRun(Trainer trainer)
    {
    }

    /// <summary>Before an epoch's first batch, or the first after resuming within the epoch.</summary>
    public virtual void BeforeEpoch(Trainer trainer)
    {
    }

    /// <summary>Before a batch.</summary>
    public virtual void BeforeBatch(Trainer trainer)
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
