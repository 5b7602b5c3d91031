namespace DigitLab.Training.Tests;

/// <summary>A hook that does what a test says.</summary>
internal sealed class Watcher : TrainingHook
{
    internal Action<Trainer>? OnRun { get; init; }

    internal Action<Trainer>? OnEpoch { get; init; }

    internal Action<Trainer>? OnBatch { get; init; }

    internal Action<Trainer>? OnBatchDone { get; init; }

    internal Action<Trainer, EpochRecord>? OnEpochDone { get; init; }

    internal Action<Trainer, StopReason>? OnRunDone { get; init; }

    public override void BeforeRun(Trainer trainer) => OnRun?.Invoke(trainer);

    public override void BeforeEpoch(Trainer trainer) => OnEpoch?.Invoke(trainer);

    public override void BeforeBatch(Trainer trainer) => OnBatch?.Invoke(trainer);

    public override void AfterBatch(Trainer trainer) => OnBatchDone?.Invoke(trainer);

    public override void AfterEpoch(Trainer trainer, EpochRecord record) => OnEpochDone?.Invoke(trainer, record);

    public override void AfterRun(Trainer trainer, StopReason reason) => OnRunDone?.Invoke(trainer, reason);

    /// <summary>Asks for an end after a step of the run, counted from 1.</summary>
    internal static Watcher StoppingAfter(int step) => new()
    {
        OnBatchDone = trainer =>
        {
            if ((trainer.Progress.Epoch * trainer.BatchesPerEpoch) + trainer.Progress.Batch == step)
            {
                trainer.Stop(StopReason.Interrupted);
            }
        },
    };
}
