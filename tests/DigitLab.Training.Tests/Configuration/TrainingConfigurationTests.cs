using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training.Tests;

public sealed class TrainingConfigurationTests
{
    private static readonly TrainingConfiguration Full = new()
    {
        Model = "lenet5",
        Dataset = "synthetic",
        Seed = ulong.MaxValue,
        TrainLimit = 1000,
        ValidationCount = 100,
        Split = SplitKind.Stratified,
        Normalization = NormalizationKind.PerPixel,
        Augmentation = new AugmentationSettings { RotationDegrees = 10, ShiftPixels = 2, IsShiftWhole = true, ElasticAlpha = 34, MixingAlpha = 0.2, Share = 0.5 },
        BatchSize = 50,
        MaxEpochs = 7,
        Monitor = MonitoredScore.ValidationLoss,
        Keep = KeptEpoch.Last,
        Patience = 3,
        Optimizer = new SgdSettings(0.9),
        LearningRate = 0.1,
        Schedule = new OneCycleSchedule(0.2, 10, 1000),
        InitialWeights = "abc",
    };

    public static TheoryData<TrainingConfiguration, string> Wrong => new()
    {
        { Full with { Model = " " }, "Configuration model: expected a network's name, got \" \"." },
        { Full with { Dataset = "" }, "Configuration dataset: expected the digits' name, got \"\"." },
        { Full with { TrainLimit = 0 }, "Configuration trainLimit: expected at least 1 digit, or null for all, got 0." },
        { Full with { ValidationCount = -1 }, "Configuration validationCount: expected at least 0 digits, got -1." },
        { Full with { Split = (SplitKind)9 }, "Configuration split: expected one of Last, Random, Stratified, Writers, got 9." },
        { Full with { Normalization = (NormalizationKind)9 }, "Configuration normalization: expected one of Unit, Standard, PerPixel, Symmetric, got 9." },
        { Full with { BatchSize = 0 }, "Configuration batchSize: expected 1 to 65536 digits, got 0." },
        { Full with { BatchSize = 65_537 }, "Configuration batchSize: expected 1 to 65536 digits, got 65537." },
        { Full with { MaxEpochs = 0 }, "Configuration maxEpochs: expected 1 to 1000000, got 0." },
        {
            Full with { Monitor = (MonitoredScore)9 },
            "Configuration monitor: expected one of ValidationAccuracy, ValidationLoss, TrainingLoss, got 9."
        },
        { Full with { Keep = (KeptEpoch)9 }, "Configuration keep: expected one of Best, Last, got 9." },
        { Full with { Patience = 0 }, "Configuration patience: expected at least 1 epoch, or null to train to the end, got 0." },
        { Full with { LearningRate = 0 }, "Configuration learningRate: expected a finite number above 0, got 0." },
        { Full with { LearningRate = double.NaN }, "Configuration learningRate: expected a finite number above 0, got NaN." },
        {
            Full with { Augmentation = new AugmentationSettings { Zoom = 1 } },
            "Configuration augmentation: Augmentation zoom: expected 0 to 0.9 around a factor of 1, got 1."
        },
        {
            Full with { Optimizer = new SgdSettings(1) },
            "Configuration optimizer: Sgd: expected a momentum of at least 0 and less than 1."
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_field_out_of_its_range_is_named_in_a_sentence(TrainingConfiguration configuration, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<ArgumentException>(configuration.Checked).Message);

    [Fact]
    public void A_configuration_survives_its_json()
    {
        Assert.Equal(Full, TrainingConfiguration.FromJson(Full.ToJson(), "config.json"));
        var least = new TrainingConfiguration { Model = "mlp" };
        Assert.Equal(least, TrainingConfiguration.FromJson(least.ToJson(), "config.json"));
    }

    [Fact]
    public void The_name_of_the_model_is_all_that_a_written_configuration_needs() => Assert.Equal(
        new TrainingConfiguration { Model = "mlp" }, TrainingConfiguration.FromJson("""{ "model": "mlp" }""", "config.json"));

    [Theory]
    [InlineData("", "config.json: ")]
    [InlineData("null", "config.json: expected a JSON object, got null.")]
    [InlineData("{}", "'model'")]
    [InlineData("""{ "model": null }""", "'model'")]
    [InlineData("""{ "model": "mlp", "batch": 3 }""", "'batch'")]
    [InlineData("""{ "model": "mlp", "seed": -1 }""", "$.seed")]
    [InlineData("""{ "model": "mlp", "split": 1 }""", "$.split")]
    [InlineData("""{ "model": "mlp", "model": "mlp" }""", "model")]
    [InlineData("""{ "model": "mlp", "batchSize": 0 }""", "config.json: Configuration batchSize: expected 1 to 65536 digits, got 0.")]
    [InlineData("""{ "model": "mlp", "schedule": { "schedule": "step", "everyEpochs": 0, "factor": 0.5 } }""", "config.json: Schedule step: ")]
    [InlineData("""{ "model": "mlp", "loss": { "loss": "huber" } }""", "huber")]
    [InlineData("""{ "model": "mlp", "loss": { "loss": "hinge", "margin": -1 } }""", "config.json: Configuration loss: MulticlassHinge: expected a finite margin above 0.")]
    [InlineData("""{ "model": "mlp", "augmentation": { "rotation": 10 } }""", "'rotation'")]
    [InlineData("""{ "model": "mlp", "augmentation": { "rotationDegrees": 200 } }""", "config.json: Configuration augmentation: Augmentation rotation: expected 0 to 180 degrees, got 200.")]
    [InlineData("""{ "model": "mlp", "averageDecay": 1 }""", "config.json: Configuration averageDecay: ")]
    [InlineData("""{ "model": "mlp", "optimizer": { "optimizer": "adam", "clipNorm": -1 } }""", "config.json: Configuration optimizer: Optimizer clipNorm: ")]
    [InlineData("""{ "model": "mlp", "optimizer": { "optimizer": "lbfgs" } }""", "lbfgs")]
    public void Damaged_json_is_refused_in_a_sentence_that_names_the_field(string json, string part)
    {
        string message = Assert.Throws<InvalidDataException>(() => TrainingConfiguration.FromJson(json, "config.json")).Message;
        Assert.StartsWith("config.json: ", message, StringComparison.Ordinal);
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("""{ "model": "mlp" }""", "none")]
    [InlineData("""{ "model": "mlp", "augmentation": null }""", "none")]
    [InlineData("""{ "model": "mlp", "augmentation": { "rotationDegrees": 10, "elasticAlpha": 34 } }""", "rotation=10,elastic=34:4")]
    public void A_file_without_augmentation_has_none_and_one_with_it_need_name_no_more_than_what_it_changes(string json, string expected) =>
        Assert.Equal(expected, TrainingConfiguration.FromJson(json, "config.json").Augmentation?.ToString() ?? "none");

    [Fact]
    public void Without_validation_digits_the_training_loss_is_monitored()
    {
        Assert.Equal(MonitoredScore.ValidationLoss, Full.MonitorInEffect);
        Assert.Equal(MonitoredScore.TrainingLoss, (Full with { ValidationCount = 0 }).MonitorInEffect);
    }

    [Fact]
    public void A_run_keeps_the_last_epoch_or_the_first_of_the_best()
    {
        EpochRecord[] history = [.. ((double[])[0.5, 0.9, 0.9, 0.8]).Select((accuracy, index) => new EpochRecord(index + 1, 1, 0.5, 1 - accuracy, accuracy, 0.1, 1, 100))];
        TrainingConfiguration best = Full with { Keep = KeptEpoch.Best, Monitor = MonitoredScore.ValidationAccuracy };

        Assert.Equal(2, best.KeptOf(history)!.Epoch);
        Assert.Equal(1, best.KeptOf(history[..1])!.Epoch);
        Assert.Equal(4, (best with { Keep = KeptEpoch.Last }).KeptOf(history)!.Epoch);
        Assert.Equal(3, (best with { Keep = KeptEpoch.Last }).KeptOf(history[..3])!.Epoch);
        Assert.All(Enum.GetValues<KeptEpoch>(), keep => Assert.Null((best with { Keep = keep }).KeptOf([])));
    }
}
