namespace DigitLab.Training;

/// <summary>Writes what each epoch came to as TensorBoard events.</summary>
/// <remarks>A run that is resumed adds another file, which TensorBoard joins to the first; its step is the epoch.</remarks>
/// <param name="folder">Where the event file goes.</param>
public sealed class TensorBoardWriter(string folder) : TrainingHook, IDisposable
{
    private EventFile? _file;

    /// <inheritdoc/>
    public override void AfterEpoch(Trainer trainer, EpochRecord record)
    {
        _file ??= new EventFile(folder);
        _file.Add(
            record.Epoch,
            ("loss/train", record.TrainingLoss),
            ("accuracy/train", record.TrainingAccuracy),
            ("learning_rate", record.LearningRate),
            ("digits_per_second", record.DigitsPerSecond));
        if (record is { ValidationLoss: double loss, ValidationAccuracy: double accuracy })
        {
            _file.Add(record.Epoch, ("loss/validation", loss), ("accuracy/validation", accuracy));
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file?.Dispose();
}
