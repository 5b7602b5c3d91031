using DigitLab.Training;

namespace DigitLab.Cli.Output;

/// <summary>A plain line for each epoch, where there is no terminal.</summary>
internal sealed class LineProgress(TextWriter output) : TrainingHook
{
    public override void AfterEpoch(Trainer trainer, EpochRecord record)
    {
        string validation = record.ValidationLoss is double loss
            ? $", validation loss {loss:F4}, validation accuracy {100 * record.ValidationAccuracy:F2}%"
            : "";
        output.WriteLine(
            $"Epoch {record.Epoch}/{trainer.Configuration.MaxEpochs}: loss {record.TrainingLoss:F4}, accuracy {100 * record.TrainingAccuracy:F2}%"
            + $"{validation}, {record.DigitsPerSecond:N0} digits/s, {record.Seconds:F1} s");
    }
}
