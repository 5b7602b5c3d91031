using DigitLab.Neural;

namespace DigitLab.Training.Tests;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    private string File => _temporary["checkpoint"];

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void A_restored_trainer_stands_where_the_saved_one_stood()
    {
        Trainer saved = Saved();
        Trainer restored = Tiny.Trainer(Tiny.Configuration);
        Checkpoint.Restore(File, restored);
        Assert.Equal(WeightsHash.Of(saved.Network), WeightsHash.Of(restored.Network));
        Assert.Equal(7, restored.Optimizer.StepCount);
        foreach ((NamedTensor before, NamedTensor after) in saved.Optimizer.State.Zip(restored.Optimizer.State))
        {
            Assert.Equal(before.Name, after.Name);
            Assert.Equal(before.Value.Span, after.Value.Span);
        }

        Assert.Equal(saved.Progress with { History = [] }, restored.Progress with { History = [] });
        Assert.Equal(saved.Progress.History, restored.Progress.History);
    }

    [Fact]
    public void A_flipped_bit_anywhere_is_noticed_and_the_trainer_left_alone()
    {
        Saved();
        byte[] whole = System.IO.File.ReadAllBytes(File);
        for (int place = 0; place < whole.Length; place += 97)
        {
            byte[] damaged = [.. whole];
            damaged[place] ^= 4;
            System.IO.File.WriteAllBytes(File, damaged);
            AssertRefused();
        }
    }

    [Fact]
    public void A_truncated_file_is_refused()
    {
        Saved();
        byte[] whole = System.IO.File.ReadAllBytes(File);
        foreach (int length in (int[])[0, 7, 8, 100, whole.Length / 2, whole.Length - 1])
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            AssertRefused();
        }
    }

    [Fact]
    public void A_checkpoint_of_another_run_is_refused()
    {
        Saved();
        Assert.Contains("belongs to another configuration", Refusal(Tiny.Trainer(Tiny.Configuration with { Seed = 9 })), StringComparison.Ordinal);
        TrainingData others = TrainingData.Prepare(Tiny.Configuration, Tiny.Digits(seed: 2));
        Assert.Contains(
            "the run began with other digits",
            Refusal(new Trainer(Tiny.Configuration, Tiny.Network(), others, Workers.Shared)),
            StringComparison.Ordinal);
        var small = new Network("tiny", new Shape(8, 8, 1), new Sequential(new Flatten(), new Dense(64, 10)));
        Assert.Contains(
            "expected a tensor \"weights/dense1.weights\" [64, 10], got [36, 12]",
            Refusal(new Trainer(Tiny.Configuration, small, Tiny.Data(Tiny.Configuration), Workers.Shared)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_file_is_no_checkpoint()
    {
        ModelFile.Save(File, Tiny.Network());
        Assert.Contains("not a checkpoint", Refusal(Tiny.Trainer(Tiny.Configuration)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_whose_best_weights_are_gone_is_not_resumed()
    {
        Tiny.RunIn(_temporary["run"], Tiny.Configuration, hooks: Watcher.StoppingAfter(7));
        System.IO.File.Delete(_temporary["run/best.safetensors"]);
        var refusal = Assert.Throws<InvalidDataException>(() => Tiny.RunIn(_temporary["run"], Tiny.Configuration));
        Assert.Contains("best.safetensors: the best weights so far are gone", refusal.Message, StringComparison.Ordinal);
    }

    private Trainer Saved()
    {
        Trainer trainer = Tiny.Trainer(Tiny.Configuration, Watcher.StoppingAfter(7));
        trainer.Run();
        Checkpoint.Save(File, trainer);
        return trainer;
    }

    private void AssertRefused()
    {
        Trainer trainer = Tiny.Trainer(Tiny.Configuration);
        string before = WeightsHash.Of(trainer.Network);
        string message = Refusal(trainer);
        Assert.StartsWith(File, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.Equal((before, 0L, 0), (WeightsHash.Of(trainer.Network), trainer.Optimizer.StepCount, trainer.Progress.Epoch));
    }

    private string Refusal(Trainer trainer) => Assert.Throws<InvalidDataException>(() => Checkpoint.Restore(File, trainer)).Message;
}
