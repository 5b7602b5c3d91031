using DigitLab.Data;
using DigitLab.EndToEnd.Tests;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Reliability.Tests.Numbers;

/// <summary>Trainings that go wrong: noticed within the epoch, told with epoch and batch and what to try, the last good weights kept.</summary>
public class DivergenceTests
{
    private static readonly Dictionary<string, OptimizerSettings> Optimizers = new()
    {
        ["sgd"] = new SgdSettings(),
        ["nesterov"] = new SgdSettings(Momentum: 0.9, IsNesterov: true),
        ["rmsprop"] = new RmsPropSettings(),
        ["adagrad"] = new AdagradSettings(),
        ["adam"] = new AdamSettings(),
        ["lion"] = new LionSettings(),
        ["muon"] = new MuonSettings(),
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (string model in (string[])["softmax", "mlp", "lenet5", "lenet5-original", "fast"])
            {
                foreach (string optimizer in Optimizers.Keys)
                {
                    cases.Add(model, optimizer);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rate_of_a_billion_is_noticed_in_the_first_epoch(string model, string optimizer) =>
        Fails(Configuration(model) with { Optimizer = Optimizers[optimizer], LearningRate = 1e9 }, "Epoch 1, batch ");

    [Theory]
    [MemberData(nameof(Cases))]
    public void So_is_one_that_leaves_the_floats(string model, string optimizer) =>
        Fails(Configuration(model) with { Optimizer = Optimizers[optimizer], LearningRate = 1e36 }, "Epoch 1, batch ");

    // Each step of this one overshoots by more than the last.
    [Fact]
    public void Gradients_that_explode_are_noticed_while_all_numbers_are_finite()
    {
        TrainingFailedException failure = Fails(
            Configuration("softmax") with { Loss = new MeanSquaredErrorSettings(), Optimizer = new SgdSettings(Momentum: 0), LearningRate = 2 }, "the loss has exploded to ");

        Assert.StartsWith("Epoch 1, batch ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_that_goes_wrong_late_keeps_the_best_weights()
    {
        using var work = new WorkFolder();
        TrainingConfiguration configuration = Configuration("softmax") with { MaxEpochs = 4 };
        byte[] best = [];
        Network network = configuration.BuildNetwork();
        network.Initialize(1);
        var failure = Assert.Throws<TrainingFailedException>(() => Train(work.Of("run"), configuration, network, new Spoiler(3, () =>
        {
            best = File.ReadAllBytes(work.Of("run/best.safetensors"));
            network.Parameters[0].Parameter.Value.Span[5] = float.NaN;
        })));

        Assert.StartsWith("Epoch 3, batch 1: the loss is NaN: try a learning rate well below ", failure.Message, StringComparison.Ordinal);
        Assert.Equal(best, File.ReadAllBytes(work.Of("run/best.safetensors")));
        Assert.All(ModelFile.Load(work.Of("run/best.safetensors")).State, tensor => Assert.All(tensor.Value.Span.ToArray(), value => Assert.True(float.IsFinite(value))));
        Assert.Equal(2, RunHistory.Load(work.Of("run/history.csv")).Count);
    }

    private static TrainingConfiguration Configuration(string model) => ZooRecipes.Find(model, RecipeKind.Published) with
    {
        Dataset = DigitSets.Synthetic,
        TrainLimit = 200,
        ValidationCount = 50,
        BatchSize = 10,
        MaxEpochs = 2,
        Augmentation = null,
        Schedule = new ConstantSchedule(),
        AverageDecay = 0,
    };

    private static TrainingFailedException Fails(TrainingConfiguration configuration, string sentence)
    {
        using var work = new WorkFolder();
        Network network = configuration.BuildNetwork();
        network.Initialize(1);
        var failure = Assert.Throws<TrainingFailedException>(() => Train(work.Of("run"), configuration, network));

        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
        Assert.Contains("try a learning rate well below ", failure.Message, StringComparison.Ordinal);
        foreach (NamedTensor tensor in SafetensorsFile.Load(work.Of("run/checkpoint")).Entries.Where(tensor => tensor.Name.StartsWith("weights/", StringComparison.Ordinal)))
        {
            Assert.All(tensor.Value.Span.ToArray(), value => Assert.True(Math.Abs(value) <= 1e6, $"{tensor.Name} holds {value}"));
        }

        return failure;
    }

    // A checkpoint after every batch, where the weights are good.
    private static void Train(string path, TrainingConfiguration configuration, Network network, params TrainingHook[] hooks)
    {
        using var folder = RunFolder.Open(path, configuration, isResumed: false);
        using var workers = new Workers(1);
        TrainingData data = TrainingData.Prepare(configuration, SyntheticDigits.Create(250, seed: 1));
        new Trainer(configuration, network, data, workers, [new CheckpointWriter(folder, TimeSpan.Zero), .. hooks]).Run();
    }

    private sealed class Spoiler(int epoch, Action spoil) : TrainingHook
    {
        public override void BeforeEpoch(Trainer trainer)
        {
            if (trainer.Progress.Epoch + 1 == epoch)
            {
                spoil();
            }
        }
    }
}
