using DigitLab.Training;
using Spectre.Console;

namespace DigitLab.Cli.Output;

/// <summary>A bar for each epoch, on a terminal.</summary>
/// <param name="bars">Where they are drawn.</param>
internal sealed class BarProgress(ProgressContext bars) : TrainingHook
{
    private ProgressTask? _bar;

    public override void AfterBatch(Trainer trainer)
    {
        TrainingProgress progress = trainer.Progress;
        _bar ??= bars.AddTask($"Epoch {progress.Epoch + 1}", maxValue: trainer.BatchesPerEpoch);
        _bar.Value = progress.Batch;
        _bar.Description = Line(
            trainer, progress.Epoch + 1, progress.MeanLoss, progress.Accuracy, null, progress.Seconds > 0 ? progress.Digits / progress.Seconds : 0);
    }

    public override void AfterEpoch(Trainer trainer, EpochRecord record)
    {
        if (_bar is not null)
        {
            _bar.Value = _bar.MaxValue;
            _bar.Description = Line(
                trainer, record.Epoch, record.TrainingLoss, record.TrainingAccuracy, record.ValidationAccuracy, record.DigitsPerSecond);
            _bar.StopTask();
            _bar = null;
        }
    }

    private static string Line(Trainer trainer, int epoch, double loss, double accuracy, double? validation, double rate) =>
        $"Epoch {epoch}/{trainer.Configuration.MaxEpochs}  loss {loss:F4}  accuracy {100 * accuracy:F2}%  "
        + $"{(validation is double part ? $"validation {100 * part:F2}%" : "                 ")}  {rate,6:N0} digits/s";
}
