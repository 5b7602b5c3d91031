using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training.Tests;

public sealed class TrainerTests
{
    [Fact]
    public void A_network_learns()
    {
        Trainer trainer = Tiny.Trainer(Tiny.Configuration with { MaxEpochs = 30, Schedule = new ConstantSchedule() });
        Assert.Equal(StopReason.Finished, trainer.Run());
        Assert.Equal(30, trainer.Progress.Epoch);
        Assert.True(trainer.Progress.History[0].ValidationAccuracy < 0.6);
        Assert.True(trainer.Progress.Best!.ValidationAccuracy >= 0.9, $"{trainer.Progress.Best}");
    }

    [Fact]
    public void Hooks_are_called_in_their_order_at_every_moment()
    {
        var calls = new List<string>();
        Watcher Named(string name) => new()
        {
            OnRun = _ => calls.Add($"{name}: run"),
            OnEpoch = trainer => calls.Add($"{name}: epoch {trainer.Progress.Epoch}"),
            OnBatch = trainer => calls.Add($"{name}: batch {trainer.Progress.Batch}"),
            OnBatchDone = trainer => calls.Add($"{name}: batch done {trainer.Progress.Batch}"),
            OnEpochDone = (trainer, record) => calls.Add($"{name}: epoch done {record.Epoch} {trainer.Progress.Epoch}"),
            OnRunDone = (_, reason) => calls.Add($"{name}: run done {reason}"),
        };
        Tiny.Trainer(Tiny.Configuration with { MaxEpochs = 2, BatchSize = 40 }, Named("a"), Named("b")).Run();

        string[] moments =
        [
            "run",
            "epoch 0", "batch 0", "batch done 1", "batch 1", "batch done 2", "epoch done 1 1",
            "epoch 1", "batch 0", "batch done 1", "batch 1", "batch done 2", "epoch done 2 2",
            "run done Finished",
        ];
        Assert.Equal(moments.SelectMany(moment => (string[])[$"a: {moment}", $"b: {moment}"]), calls);
    }

    [Fact]
    public void Validation_digits_are_never_augmented()
    {
        // Everything is erased from the training digits, and the weights stay: the validation scores are those of the digits as they are.
        TrainingConfiguration configuration = Tiny.Configuration with
        {
            MaxEpochs = 1,
            LearningRate = 1e-30,
            Augmentation = new AugmentationSettings { ErasingShare = 1, ErasingArea = 1, ShiftPixels = 28, Noise = 1, MixingAlpha = 1 },
        };
        TrainingData data = Tiny.Data(configuration);
        Network network = WithoutDropout();
        var trainer = new Trainer(configuration, network, data, Workers.Shared);
        trainer.Run();
        EpochRecord record = Assert.Single(trainer.Progress.History);
        Evaluation plain = new Evaluator(network, Workers.Shared).Evaluate(data.Validation);
        Assert.Equal((plain.Loss, plain.Accuracy), (record.ValidationLoss, record.ValidationAccuracy));
    }

    [Fact]
    public void Augmentation_reaches_the_training_digits_and_the_other_seeds_differ()
    {
        string Trained(string? augmentation, ulong seed = 5)
        {
            TrainingConfiguration configuration = Tiny.Configuration with
            {
                MaxEpochs = 1,
                Seed = seed,
                Augmentation = augmentation is null ? null : AugmentationParser.Parse(augmentation),
            };
            var trainer = new Trainer(configuration, Tiny.Network(), Tiny.Data(configuration), Workers.Shared);
            trainer.Run();
            return WeightsHash.Of(trainer.Network);
        }

        string[] all = [Trained(null), Trained("rotation=10"), Trained("mix=0.4"), Trained("rotation=10,mix=0.4"), Trained("rotation=10", seed: 6)];
        Assert.Distinct(all);
        Assert.Equal(all[3], Trained("rotation=10,mix=0.4"));
        Assert.Equal(all[0], Trained("share=0,rotation=10"));   // nothing changed is as if nothing were said
    }

    [Fact]
    public void Training_scores_are_those_of_the_batches_before_their_steps()
    {
        // Without dropout, and with a rate of next to nothing, an epoch's running scores are the first weights' own.
        TrainingConfiguration configuration = Tiny.Configuration with { MaxEpochs = 1, LearningRate = 1e-30, ValidationCount = 0 };
        TrainingData data = Tiny.Data(configuration);
        Network network = WithoutDropout();
        Evaluation before = Evaluate(network, data);
        var trainer = new Trainer(configuration, network, data, Workers.Shared);
        trainer.Run();

        EpochRecord record = Assert.Single(trainer.Progress.History);
        Assert.Equal(before.Accuracy, record.TrainingAccuracy);
        Assert.Equal(before.Loss, record.TrainingLoss, 1e-6);
        Assert.Null(record.ValidationLoss);
        Assert.Null(record.ValidationAccuracy);
        Assert.True(record.Seconds > 0 && record.DigitsPerSecond > 0);
    }

    [Fact]
    public void With_a_moving_average_that_is_what_is_validated_and_saved()
    {
        Trainer plain = Tiny.Trainer(Tiny.Configuration), averaged = Tiny.Trainer(Tiny.Configuration with { AverageDecay = 0.95 });
        Assert.Null(plain.Average);
        Assert.Same(plain.Network, plain.Evaluated);
        plain.Run();
        averaged.Run();
        Assert.Equal(WeightsHash.Of(plain.Network), WeightsHash.Of(averaged.Network));   // training itself goes its way
        Assert.NotEqual(WeightsHash.Of(averaged.Network), WeightsHash.Of(averaged.Evaluated));
        Evaluation own = new Evaluator(averaged.Evaluated, Workers.Shared).Evaluate(averaged.Data.Validation);
        Assert.Equal(own.Loss, averaged.Progress.History[^1].ValidationLoss);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Another_loss_is_learned_and_reported(bool isSquared)
    {
        LossSettings loss = new MulticlassHingeSettings(IsSquared: isSquared);
        Trainer trainer = Tiny.Trainer(Tiny.Configuration with { MaxEpochs = 80, LearningRate = 0.002, Schedule = new ConstantSchedule(), Loss = loss });
        trainer.Run();
        Assert.True(trainer.Progress.Best!.ValidationAccuracy >= 0.8, $"{trainer.Progress.Best}");
        Evaluation own = new Evaluator(trainer.Network, Workers.Shared, loss.Build()).Evaluate(trainer.Data.Validation);
        Assert.Equal(own.Loss, trainer.Progress.History[^1].ValidationLoss);
    }

    [Fact]
    public void The_history_has_the_rate_of_each_epochs_last_step()
    {
        TrainingConfiguration configuration = Tiny.Configuration with { Schedule = new ExponentialSchedule(0.5) };
        Trainer trainer = Tiny.Trainer(configuration);
        trainer.Run();
        Assert.Equal([0.01, 0.005, 0.0025], trainer.Progress.History.Select(record => record.LearningRate));
    }

    [Fact]
    public void Every_number_of_threads_gives_the_same_bits()
    {
        List<string> outcomes = [];
        foreach (int threads in (int[])[1, 2, 4])
        {
            using var workers = new Workers(threads);
            var trainer = new Trainer(Tiny.Configuration, Tiny.Network(), Tiny.Data(Tiny.Configuration), workers);
            trainer.Run();
            outcomes.Add($"{WeightsHash.Of(trainer.Network)} {trainer.Progress.History[^1].ValidationLoss:R} {trainer.Progress.History[^1].TrainingLoss:R}");
        }

        Assert.Single(outcomes.Distinct());
    }

    [Fact]
    public void Another_seed_gives_other_weights()
    {
        Trainer one = Tiny.Trainer(Tiny.Configuration), two = Tiny.Trainer(Tiny.Configuration with { Seed = 6 });
        one.Run();
        two.Run();
        Assert.NotEqual(WeightsHash.Of(one.Network), WeightsHash.Of(two.Network));
    }

    [Fact]
    public void A_steady_step_allocates_nothing()
    {
        long before = 0, most = 0;
        var meter = new Watcher
        {
            OnBatch = _ => before = GC.GetAllocatedBytesForCurrentThread(),
            OnBatchDone = trainer =>
            {
                long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                most = trainer.Progress.Epoch == 0 ? 0 : Math.Max(most, allocated);   // the first epoch plans the memory
            },
        };

        // Workers of its own: those that all tests share may be busy in the first epoch, and then be prepared for in a later one.
        using var workers = new Workers(2);
        new Trainer(Tiny.Configuration, Tiny.Network(Tiny.Configuration.Seed), Tiny.Data(Tiny.Configuration), workers, meter).Run();
        Assert.Equal(0, most);
    }

    [Fact]
    public void A_hook_stops_the_run_after_the_batch_that_it_is_at()
    {
        Trainer trainer = Tiny.Trainer(Tiny.Configuration, Watcher.StoppingAfter(7));
        Assert.Equal(StopReason.Interrupted, trainer.Run());
        Assert.Equal((1, 2), (trainer.Progress.Epoch, trainer.Progress.Batch));
    }

    [Fact]
    public void A_cancelled_run_stops_before_its_next_batch()
    {
        using var source = new CancellationTokenSource();
        Trainer trainer = Tiny.Trainer(Tiny.Configuration, new Watcher { OnBatchDone = _ => source.Cancel() });
        Assert.Equal(StopReason.Interrupted, trainer.Run(source.Token));
        Assert.Equal((0, 1), (trainer.Progress.Epoch, trainer.Progress.Batch));
    }

    [Fact]
    public void A_loss_that_is_not_finite_ends_the_run_in_a_sentence_with_epoch_and_batch()
    {
        var poison = new Watcher
        {
            OnBatch = trainer =>
            {
                if ((trainer.Progress.Epoch, trainer.Progress.Batch) == (1, 2))
                {
                    trainer.Network.Parameters[^1].Parameter.Value.Span[0] = float.NaN;
                }
            },
        };
        var failure = Assert.Throws<TrainingFailedException>(() => Tiny.Trainer(Tiny.Configuration, poison).Run());
        Assert.StartsWith("Epoch 2, batch 3: the loss is NaN: try a learning rate well below 0.01", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rate_that_is_far_too_large_is_noticed()
    {
        TrainingConfiguration configuration = Tiny.Configuration with
        {
            LearningRate = 1e20,
            Optimizer = new SgdSettings(),
            Schedule = new ConstantSchedule(),
            MaxEpochs = 50,
        };
        Assert.Throws<TrainingFailedException>(() => Tiny.Trainer(configuration).Run());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(24)]
    public void Weights_that_the_last_step_of_an_epoch_spoils_are_noticed(int validationCount)
    {
        var poison = new Watcher
        {
            OnBatchDone = trainer =>
            {
                if (trainer.Progress.Batch == trainer.BatchesPerEpoch)
                {
                    trainer.Network.Parameters[0].Parameter.Value.Span[3] = float.PositiveInfinity;
                }
            },
        };
        Trainer trainer = Tiny.Trainer(Tiny.Configuration with { ValidationCount = validationCount }, poison);
        var failure = Assert.Throws<TrainingFailedException>(() => trainer.Run());
        Assert.StartsWith(
            $"Epoch 1, batch {trainer.BatchesPerEpoch}: \"conv1.weights\" holds a number that is not finite", failure.Message, StringComparison.Ordinal);
        Assert.Empty(trainer.Progress.History);
    }

    [Fact]
    public void Initial_weights_must_be_those_that_the_configuration_names()
    {
        TrainingConfiguration configuration = Tiny.Configuration with { InitialWeights = WeightsHash.Of(Tiny.Network(77)) };
        var right = new Trainer(configuration, Tiny.Network(77), Tiny.Data(configuration), Workers.Shared);
        Assert.Equal(StopReason.Finished, right.Run());

        var wrong = new Trainer(configuration, Tiny.Network(78), Tiny.Data(configuration), Workers.Shared);
        Assert.StartsWith(
            $"Training tiny: expected initial weights {configuration.InitialWeights[..12]}…, got others",
            Assert.Throws<InvalidOperationException>(() => wrong.Run()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Digits_that_do_not_fit_are_refused_before_anything_begins()
    {
        TrainingData data = Tiny.Data(Tiny.Configuration);
        var none = Assert.Throws<ArgumentException>(() => Trainer(data with { Training = data.Training.Take(0) }));
        Assert.StartsWith("patterns-training: expected digits to learn from, got none.", none.Message, StringComparison.Ordinal);

        var unsplit = Assert.Throws<ArgumentException>(() => Trainer(data with { Validation = data.Validation.Take(3) }));
        Assert.StartsWith("patterns-training: expected 24 validation digits, got 3", unsplit.Message, StringComparison.Ordinal);

        var large = new DigitDataset("large", 9, 8, new byte[9 * 8], [1]);
        var misfit = Assert.Throws<ArgumentException>(() => Trainer(data with { Training = large }));
        Assert.StartsWith("large: expected pictures [8, 8, 1] of at most 10 classes for tiny, got [9, 8, 1] of 10.", misfit.Message, StringComparison.Ordinal);
    }

    private static Trainer Trainer(TrainingData data) => new(Tiny.Configuration, Tiny.Network(), data, Workers.Shared);

    private static Evaluation Evaluate(Network network, TrainingData data)
    {
        network.Normalization = data.Normalization;
        return new Evaluator(network, Workers.Shared).Evaluate(data.Training);
    }

    private static Network WithoutDropout()
    {
        var network = new Network("plain", new Shape(8, 8, 1), new Sequential(new Flatten(), new Dense(64, 10)));
        network.Initialize(1);
        return network;
    }
}
