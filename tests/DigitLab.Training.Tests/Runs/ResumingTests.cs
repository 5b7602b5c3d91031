using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training.Tests;

public sealed class ResumingTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    /// <summary>Everything that has a memory, each kind once.</summary>
    public static TheoryData<string> Kinds => new(
        "adam", "adamw", "momentum", "nesterov", "sgd", "rmsprop", "adagrad", "lion", "muon", "average", "plateau", "early-stopping", "no-validation", "validation-loss", "augmented");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_run_that_is_interrupted_anywhere_ends_in_the_same_bits(string kind)
    {
        TrainingConfiguration configuration = Kind(kind);
        StopReason reason = Tiny.RunIn(_temporary["straight"], configuration);
        string[] expected = Tiny.Outcome(_temporary["straight"]);
        int steps = StepsOf(configuration);
        for (int step = 1; step < steps; step += 3)
        {
            string path = _temporary[$"step-{step}"];
            Assert.Equal(StopReason.Interrupted, Tiny.RunIn(path, configuration, hooks: Watcher.StoppingAfter(step)));
            Assert.Equal(reason, Tiny.RunIn(path, configuration));
            Assert.Equal(expected, Tiny.Outcome(path));
        }
    }

    [Fact]
    public void The_kinds_are_what_they_are_called()
    {
        Assert.Equal(StopReason.EarlyStopping, Tiny.RunIn(_temporary["early"], Kind("early-stopping")));
        Tiny.RunIn(_temporary["plateau"], Kind("plateau"));
        Assert.True(RunHistory.Load(_temporary["plateau/history.csv"]).Select(epoch => epoch.LearningRate).Distinct().Count() >= 3);
    }

    [Fact]
    public void A_run_that_is_interrupted_after_every_batch_ends_in_the_same_bits()
    {
        TrainingConfiguration configuration = Kind("adam");
        Tiny.RunIn(_temporary["straight"], configuration);
        int sessions = 1;
        while (Tiny.RunIn(_temporary["pieces"], configuration, hooks: Watcher.StoppingAfter(sessions)) == StopReason.Interrupted)
        {
            sessions++;
        }

        Assert.Equal(StepsOf(configuration) + 1, sessions);
        Assert.Equal(Tiny.Outcome(_temporary["straight"]), Tiny.Outcome(_temporary["pieces"]));
    }

    [Fact]
    public void A_cancelled_run_ends_in_the_same_bits()
    {
        TrainingConfiguration configuration = Kind("adam");
        Tiny.RunIn(_temporary["straight"], configuration);
        using var source = new CancellationTokenSource();
        var cancel = new Watcher { OnEpochDone = (_, _) => source.Cancel() };
        Assert.Equal(StopReason.Interrupted, Tiny.RunIn(_temporary["run"], configuration, cancellation: source.Token, hooks: cancel));
        Assert.Single(RunHistory.Load(_temporary["run/history.csv"]));
        Assert.Equal(StopReason.Finished, Tiny.RunIn(_temporary["run"], configuration));
        Assert.Equal(Tiny.Outcome(_temporary["straight"]), Tiny.Outcome(_temporary["run"]));
    }

    [Theory]
    [InlineData("adam")]
    [InlineData("plateau")]
    [InlineData("early-stopping")]
    public void A_run_that_is_killed_before_or_after_any_write_ends_in_the_same_bits(string kind)
    {
        TrainingConfiguration configuration = Kind(kind);
        List<string> snapshots = [];
        void Snapshot(string boundary)
        {
            string copy = _temporary[$"{snapshots.Count}"];
            Copy(_temporary["straight"], copy);
            File.WriteAllText(Path.Combine(copy, $"{boundary.Split(' ')[1]}.1-torn.tmp"), "what was being written");
            snapshots.Add(copy);
        }

        // With a checkpoint after every batch, the last one of an epoch included: a kill between that and the epoch's own is among them.
        StopReason reason = Tiny.RunIn(_temporary["straight"], configuration, TimeSpan.Zero, Snapshot);
        string[] expected = Tiny.Outcome(_temporary["straight"]);
        Assert.True(snapshots.Count >= 2 * StepsOf(configuration), $"{snapshots.Count} snapshots");
        foreach (string snapshot in snapshots)
        {
            Assert.Equal(reason, Tiny.RunIn(snapshot, configuration));
            Assert.Equal(expected, Tiny.Outcome(snapshot));
            Assert.Empty(Directory.GetFiles(snapshot, "*.tmp"));
        }
    }

    [Fact]
    public void A_run_from_given_weights_is_resumed_without_them()
    {
        Network given = Tiny.Network(77);
        TrainingConfiguration configuration = Kind("adam") with { InitialWeights = WeightsHash.Of(given) };
        using (var folder = RunFolder.Open(_temporary["run"], configuration, isResumed: false))
        {
            var trainer = new Trainer(
                configuration, given, Tiny.Data(configuration), Workers.Shared, new CheckpointWriter(folder, TimeSpan.MaxValue), Watcher.StoppingAfter(1));
            trainer.Run();
        }

        Assert.Equal(StopReason.Finished, Tiny.RunIn(_temporary["run"], configuration));
        var straight = new Trainer(configuration, Tiny.Network(77), Tiny.Data(configuration), Workers.Shared);
        straight.Run();
        Assert.Equal(WeightsHash.Of(straight.Network), WeightsHash.Of(ModelFile.Load(_temporary["run/last.safetensors"])));
    }

    private static TrainingConfiguration Kind(string kind) => kind switch
    {
        "adam" => Tiny.Configuration,
        "momentum" => Tiny.Configuration with { Optimizer = new SgdSettings(0.9), LearningRate = 0.05, Schedule = new CosineSchedule(1) },
        "sgd" => Tiny.Configuration with { Optimizer = new SgdSettings(), LearningRate = 0.1, Schedule = new ConstantSchedule() },
        "nesterov" => Tiny.Configuration with
        {
            Optimizer = new SgdSettings(0.9, IsNesterov: true) { WeightDecay = 5e-4, MaxNorm = 2 },
            LearningRate = 0.05,
            Loss = new MulticlassHingeSettings(),
        },
        "rmsprop" => Tiny.Configuration with { Optimizer = new RmsPropSettings(Momentum: 0.5) { L1 = 1e-4 }, Loss = new MeanSquaredErrorSettings() },
        "adagrad" => Tiny.Configuration with { Optimizer = new AdagradSettings() { ClipValue = 0.1 } },
        "adamw" => Tiny.Configuration with { Optimizer = new AdamSettings { WeightDecay = 0.01, IsDecoupled = true, ClipNorm = 1 } },
        "lion" => Tiny.Configuration with { Optimizer = new LionSettings { WeightDecay = 0.01, IsDecoupled = true }, LearningRate = 0.001 },
        "muon" => Tiny.Configuration with { Optimizer = new MuonSettings { WeightDecay = 0.01, IsDecoupled = true }, LearningRate = 0.02 },
        "average" => Tiny.Configuration with { AverageDecay = 0.9, Loss = new SoftmaxCrossEntropySettings(0.1) },
        "augmented" => Tiny.Configuration with { Augmentation = AugmentationParser.Parse("rotation=10,shift=1,elastic=8:2,noise=0.1,mix=0.4") },
        "plateau" => Tiny.Configuration with { LearningRate = 0.02, MaxEpochs = 8, Schedule = new PlateauSchedule(1, 0.5) },
        "early-stopping" => Tiny.Configuration with { LearningRate = 0.02, MaxEpochs = 30, Schedule = new ConstantSchedule(), Patience = 2 },
        "no-validation" => Tiny.Configuration with { ValidationCount = 0 },
        "validation-loss" => Tiny.Configuration with { Monitor = MonitoredScore.ValidationLoss, Patience = 1 },
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static int StepsOf(TrainingConfiguration configuration)
    {
        Trainer trainer = configuration.Patience is int patience
            ? Tiny.Trainer(configuration, new EarlyStopping(patience))
            : Tiny.Trainer(configuration);
        trainer.Run();
        return trainer.Progress.Epoch * trainer.BatchesPerEpoch;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from).Where(file => Path.GetFileName(file) != ".lock"))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
