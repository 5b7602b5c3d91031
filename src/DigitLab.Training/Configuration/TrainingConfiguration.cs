using System.Text.Json.Serialization;
using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Zoo;

namespace DigitLab.Training;

/// <summary>All that decides a run's bits: the same configuration and the same data give the same weights, on every machine.</summary>
/// <remarks>Saved in the run folder as <c>config.json</c>. Threads, folders and what is printed are not part of it.</remarks>
public sealed record TrainingConfiguration
{
    /// <summary>The zoo's name of the network.</summary>
    public required string Model { get; init; }

    /// <summary>Which of the network's recipes the values come from that nobody named; null if none was asked. A record: no bit depends on it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RecipeKind? Recipe { get; init; }

    /// <summary>What is changed in that network; null for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NetworkVariant? Variant { get; init; }

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

    /// <summary>Whether as many digits are drawn from those to learn from, with repetition, by the seed: networks of different seeds then learn from different digits.</summary>
    /// <remarks>Source: Breiman 1996, "Bagging predictors", Machine Learning 24.</remarks>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsBagged { get; init; }

    /// <summary>Digits to render, by the seed, as photos, scans and drawings show them, and to learn from beside the written ones; 0 for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int RenderedCount { get; init; }

    /// <summary>How pixels become numbers.</summary>
    public NormalizationKind Normalization { get; init; } = NormalizationKind.Standard;

    /// <summary>How training digits are changed each time that they are seen; null for not at all.</summary>
    public AugmentationSettings? Augmentation { get; init; }

    /// <summary>Digits in a batch.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Epochs, unless early stopping or the user ends the run before.</summary>
    public int MaxEpochs { get; init; } = 5;

    /// <summary>What chooses the best epoch and is watched by early stopping and plateau schedules, if there are validation digits.</summary>
    public MonitoredScore Monitor { get; init; } = MonitoredScore.ValidationAccuracy;

    /// <summary><see cref="Monitor"/>, or without validation digits the training loss, which is all that is left to go by.</summary>
    [JsonIgnore]
    public MonitoredScore MonitorInEffect => ValidationCount > 0 ? Monitor : MonitoredScore.TrainingLoss;

    /// <summary>Which epoch's weights are kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public KeptEpoch Keep { get; init; }

    /// <summary>Epochs without improvement of the monitored score after which the run stops; null to go on to the end.</summary>
    public int? Patience { get; init; }

    /// <summary>The rule by which weights change.</summary>
    public OptimizerSettings Optimizer { get; init; } = new AdamSettings();

    /// <summary>What training makes small.</summary>
    public LossSettings Loss { get; init; } = new SoftmaxCrossEntropySettings();

    /// <summary>How much other networks teach besides the labels; null if there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TeacherSettings? Teacher { get; init; }

    /// <summary>How slowly a moving average of the weights follows them, which is then what is evaluated and saved; 0 for none.</summary>
    public double AverageDecay { get; init; }

    /// <summary>The rate that the schedule scales.</summary>
    public double LearningRate { get; init; } = 0.001;

    /// <summary>How the rate changes during the run.</summary>
    public LearningRateSchedule Schedule { get; init; } = new ConstantSchedule();

    /// <summary>The fingerprint of the weights that the run started from (<see cref="WeightsHash"/>); null if they were drawn from the seed.</summary>
    public string? InitialWeights { get; init; }

    /// <summary>Makes the network, with weights of zero.</summary>
    /// <exception cref="ArgumentException">The zoo has no such model, or the model nothing that the variant could change.</exception>
    public Network BuildNetwork()
    {
        Network network = ModelZoo.Find(Model).Build();
        return Variant is NetworkVariant variant ? variant.Apply(network) : network;
    }

    /// <summary>The epoch with the best score of a run that has come so far, the first of equals; null before one is over.</summary>
    /// <param name="history">Its epochs, first to last.</param>
    public EpochRecord? BestOf(IReadOnlyList<EpochRecord> history) => history.MaxBy(epoch => epoch.Score(MonitorInEffect));

    /// <summary>The epoch whose weights a run keeps that has come so far; null before one is over.</summary>
    /// <param name="history">Its epochs, first to last.</param>
    public EpochRecord? KeptOf(IReadOnlyList<EpochRecord> history) =>
        Keep == KeptEpoch.Last ? (history.Count == 0 ? null : history[^1]) : BestOf(history);

    /// <summary>A configuration in JSON.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">What to call it in an error.</param>
    /// <exception cref="InvalidDataException">It is no configuration, or a value is out of its range.</exception>
    public static TrainingConfiguration FromJson(string json, string name)
    {
        try
        {
            return TrainingJson.Read<TrainingConfiguration>(json, name).Checked();
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"{name}: {exception.Message}", exception);
        }
    }

    /// <summary>This configuration in JSON, indented.</summary>
    public string ToJson() => TrainingJson.Write(this);

    /// <summary>This configuration, if its values are in their ranges.</summary>
    /// <exception cref="ArgumentException">One is not; the message names its field.</exception>
    public TrainingConfiguration Checked()
    {
        Require(!string.IsNullOrWhiteSpace(Model), "model", "a network's name", $"\"{Model}\"");
        Require(Recipe is null || Enum.IsDefined(Recipe.Value), "recipe", Names<RecipeKind>(), Recipe);
        Require(!string.IsNullOrWhiteSpace(Dataset), "dataset", "the digits' name", $"\"{Dataset}\"");
        Require(TrainLimit is null or >= 1, "trainLimit", "at least 1 digit, or null for all", TrainLimit);
        Require(ValidationCount >= 0, "validationCount", "at least 0 digits", ValidationCount);
        Require(Enum.IsDefined(Split), "split", Names<SplitKind>(), Split);
        Require(RenderedCount is >= 0 and <= 1_000_000, "renderedCount", "0 to 1000000 digits", RenderedCount);
        Require(Enum.IsDefined(Normalization), "normalization", Names<NormalizationKind>(), Normalization);
        Require(BatchSize is >= 1 and <= 65_536, "batchSize", "1 to 65536 digits", BatchSize);
        Require(MaxEpochs is >= 1 and <= 1_000_000, "maxEpochs", "1 to 1000000", MaxEpochs);
        Require(Enum.IsDefined(Monitor), "monitor", Names<MonitoredScore>(), Monitor);
        Require(Enum.IsDefined(Keep), "keep", Names<KeptEpoch>(), Keep);
        Require(Patience is null or >= 1, "patience", "at least 1 epoch, or null to train to the end", Patience);
        Require(LearningRate > 0 && double.IsFinite(LearningRate), "learningRate", "a finite number above 0", LearningRate);
        RequireBuildable("averageDecay", () => WeightAverage.CheckedDecay(AverageDecay));
        RequireBuildable("loss", Loss.Build);
        RequireBuildable("variant", () => (Variant ?? new NetworkVariant()).Checked());
        RequireBuildable("augmentation", () => (Augmentation ?? new AugmentationSettings()).Checked());
        RequireBuildable("teacher", () => (Teacher ?? new TeacherSettings()).Checked());
        Require(Teacher is null || Augmentation is null or { MixingAlpha: 0 }, "augmentation", "no mixing of digits, of which the teachers know nothing", Augmentation);
        RequireBuildable("optimizer", () => Optimizer.Build([]));
        return this;
    }

    private static string Names<T>()
        where T : struct, Enum => $"one of {string.Join(", ", Enum.GetNames<T>())}";

    private static void Require(bool isGood, string field, string expected, object? got)
    {
        if (!isGood)
        {
            throw new ArgumentException($"Configuration {field}: expected {expected}, got {got}.");
        }
    }

    // What is built knows the ranges of its constants.
    private static void RequireBuildable(string field, Func<object> build)
    {
        try
        {
            build();
        }
        catch (ArgumentException exception)
        {
            // .NET appends the parameter's name and value, which mean nothing here.
            throw new ArgumentException($"Configuration {field}: {exception.Message.Split(" (Parameter '")[0]}", exception);
        }
    }
}
