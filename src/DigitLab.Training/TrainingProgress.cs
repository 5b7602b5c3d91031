using System.Text.Json.Serialization;

namespace DigitLab.Training;

/// <summary>Where a run stands: all that a checkpoint holds beside weights and optimizer.</summary>
/// <remarks>
/// Schedules and early stopping keep no memory of their own: what they do follows from the history, so a resumed run goes their way again.
/// </remarks>
public readonly record struct TrainingProgress
{
    /// <summary>The start of a run.</summary>
    public TrainingProgress()
    {
    }

    /// <summary>Epochs that are over, first to last.</summary>
    public IReadOnlyList<EpochRecord> History { get; init; } = [];

    /// <summary>The epoch with the best score, the first of equals; null before the first is over.</summary>
    public EpochRecord? Best { get; init; }

    /// <summary>Batches of the current epoch that are over.</summary>
    public int Batch { get; init; }

    /// <summary>Digits of the current epoch that are over.</summary>
    public int Digits { get; init; }

    /// <summary>The sum of their losses.</summary>
    public double LossSum { get; init; }

    /// <summary>How many of them were right.</summary>
    public int Correct { get; init; }

    /// <summary>The time that the current epoch has taken so far.</summary>
    public double Seconds { get; init; }

    /// <summary>Epochs that are over.</summary>
    [JsonIgnore]
    public int Epoch => History.Count;

    /// <summary>The mean loss of the current epoch's digits so far.</summary>
    [JsonIgnore]
    public double MeanLoss => Digits == 0 ? 0 : LossSum / Digits;

    /// <summary>The part of the current epoch's digits so far that was right, from 0 to 1.</summary>
    [JsonIgnore]
    public double Accuracy => Digits == 0 ? 0 : (double)Correct / Digits;
}
