using System.Text.Json;
using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>All that decides a run's bits: the same configuration and the same data give the same weights, on every machine.</summary>
/// <remarks>Saved in the run folder as <c>config.json</c>. Threads, folders and what is printed are not part of it.</remarks>
public sealed record TrainingConfiguration
{
    /// <summary>The zoo's name of the network.</summary>
    public required string Model { get; init; }

    /// <summary>The digits' name, such as <c>mnist</c> or <c>synthetic</c>; a record of what was used.</summary>
    public string Dataset { get; init; } = "mnist";

    /// <summary>The seed of everything random.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many digits to learn from at most, the first ones left after validation digits are held back; null for all.</summary>
    public int? TrainLimit { get; init; }

    /// <summary>Digits held back from training to choose by; 0 for none.</summary>
    public int ValidationCount { get; init; } = 5000;

    /// <summary>Which digits are held back.</summary>
    public SplitKind Split { get; init; } = SplitKind.Last;

    /// <summary>How pixels become numbers.</summary>
    public NormalizationKind Normalization { get; init; } = NormalizationKind.Standard;

    /// <summary>Digits in a batch.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Epochs, unless early stopping or the user ends the run before.</summary>
    public int MaxEpochs { get; init; } = 5;

    /// <summary>Epochs without improvement of the monitored score after which the run stops; null to go on to the end.</summary>
    public int? Patience { get; init; }

    /// <summary>The rule by which weights change.</summary>
    public OptimizerSettings Optimizer { get; init; } = new AdamSettings();

    /// <summary>The rate that the schedule scales.</summary>
    public double LearningRate { get; init; } = 0.001;

    /// <summary>How the rate changes during the run.</summary>
    public LearningRateSchedule Schedule { get; init; } = new ConstantSchedule();

    /// <summary>The fingerprint of the weights that the run started from (<see cref="WeightsHash"/>); null if they were drawn from the seed.</summary>
    public string? InitialWeights { get; init; }

    /// <summary>A configuration in JSON.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">What to call it in an error.</param>
    /// <exception cref="InvalidDataException">It is no configuration, or a value is out of its range.</exception>
    public static TrainingConfiguration FromJson(string json, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<TrainingConfiguration>(json, TrainingJson.Options)!.Checked();
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or NotSupportedException or NullReferenceException)
        {
            throw new InvalidDataException($"{name}: not a training configuration: {exception.Message.Split('\n')[0]}");
        }
    }

    /// <summary>This configuration in JSON, indented.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, TrainingJson.Options);

    /// <summary>This configuration, if its values are in their ranges.</summary>
    /// <exception cref="ArgumentException">One is not; the message names it.</exception>
    public TrainingConfiguration Checked()
    {
        Require(TrainLimit is null or >= 1, "the number of training digits", "at least 1", TrainLimit);
        Require(ValidationCount >= 0, "the number of validation digits", "at least 0", ValidationCount);
        Require(BatchSize is >= 1 and <= 65_536, "the batch size", "1 to 65536", BatchSize);
        Require(MaxEpochs is >= 1 and <= 1_000_000, "the number of epochs", "1 to 1000000", MaxEpochs);
        Require(Patience is null or >= 1, "the patience of early stopping", "at least 1 epoch", Patience);
        Require(LearningRate > 0 && double.IsFinite(LearningRate), "the learning rate", "a number above 0", LearningRate);
        return this;
    }

    private static void Require(bool isGood, string what, string expected, object? got)
    {
        if (!isGood)
        {
            throw new ArgumentException($"Expected {what} to be {expected}, got {got}.");
        }
    }
}
