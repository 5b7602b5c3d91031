using DigitLab.Neural;

namespace DigitLab.Training.Tests;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    private string Run => _temporary["run"];

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void A_run_leaves_its_files_and_no_others()
    {
        Tiny.RunIn(Run, Tiny.Configuration);
        Assert.Equal(
            [".lock", "best.safetensors", "checkpoint", "config.json", "history.csv", "last.safetensors"],
            Directory.GetFileSystemEntries(Run).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(Tiny.Configuration, RunFolder.ConfigurationOf(Run));
        Assert.Equal(3, RunHistory.Load(Path.Combine(Run, "history.csv")).Count);
    }

    [Theory]
    [InlineData(KeptEpoch.Best)]
    [InlineData(KeptEpoch.Last)]
    public void The_weights_are_those_of_the_kept_and_of_the_last_epoch(KeptEpoch keep)
    {
        var hashes = new List<string>();
        EpochRecord? best = null, kept = null;
        var watcher = new Watcher
        {
            OnEpochDone = (trainer, _) => hashes.Add(WeightsHash.Of(trainer.Network)),
            OnRunDone = (trainer, _) => (best, kept) = (trainer.Progress.Best, trainer.Kept),
        };
        Tiny.RunIn(Run, Tiny.Configuration with { LearningRate = 0.05, MaxEpochs = 8, Schedule = new ConstantSchedule(), Keep = keep }, hooks: watcher);
        Assert.NotEqual(8, best!.Epoch);   // or the test would not tell the two files apart
        Assert.Equal(keep == KeptEpoch.Last ? 8 : best.Epoch, kept!.Epoch);
        Assert.Equal(hashes[kept.Epoch - 1], WeightsHash.Of(ModelFile.Load(Path.Combine(Run, "best.safetensors"))));
        Assert.Equal(hashes[^1], WeightsHash.Of(ModelFile.Load(Path.Combine(Run, "last.safetensors"))));
    }

    [Fact]
    public void A_folder_is_open_once()
    {
        using (RunFolder.Open(Run, Tiny.Configuration, isResumed: false))
        {
            var refusal = Assert.Throws<RunFolderBusyException>(() => RunFolder.Open(Run, Tiny.Configuration, isResumed: true));
            Assert.StartsWith($"{Run}: another process is training in this folder", refusal.Message, StringComparison.Ordinal);
        }

        RunFolder.Open(Run, Tiny.Configuration, isResumed: true).Dispose();
    }

    [Fact]
    public void A_folder_that_holds_a_run_is_not_begun_anew()
    {
        RunFolder.Open(Run, Tiny.Configuration, isResumed: false).Dispose();
        var refusal = Assert.Throws<InvalidDataException>(() => RunFolder.Open(Run, Tiny.Configuration, isResumed: false));
        Assert.StartsWith($"{Run}: the folder holds a run: continue it with --resume", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_holds_another_configuration_is_refused_with_the_difference()
    {
        RunFolder.Open(Run, Tiny.Configuration, isResumed: false).Dispose();
        TrainingConfiguration other = Tiny.Configuration with { MaxEpochs = 9, Schedule = new StepSchedule(2, 0.5) };
        string before = File.ReadAllText(Path.Combine(Run, "config.json"));
        var refusal = Assert.Throws<InvalidDataException>(() => RunFolder.Open(Run, other, isResumed: true));
        Assert.Contains("maxEpochs 3, not 9", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("\"schedule\":\"step\"", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("seed", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(Path.Combine(Run, "config.json")));
    }

    [Fact]
    public void A_finished_run_says_so()
    {
        Trainer trainer = Tiny.Trainer(Tiny.Configuration);
        StopReason reason = trainer.Run();
        using (var folder = RunFolder.Open(Run, Tiny.Configuration, isResumed: false))
        {
            Assert.False(RunFolder.IsFinished(Run));
            folder.SaveSummary(RunSummary.Of(trainer, reason, trainer.Network, test: null));
        }

        Assert.True(RunFolder.IsFinished(Run));
        var refusal = Assert.Throws<InvalidDataException>(() => RunFolder.Open(Run, Tiny.Configuration, isResumed: true));
        Assert.StartsWith($"{Run}: this run is finished", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_run_has_no_configuration() => Assert.StartsWith(
        $"{_temporary.Root}: expected a run folder with a config.json",
        Assert.Throws<InvalidDataException>(() => RunFolder.ConfigurationOf(_temporary.Root)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void What_a_killed_process_was_writing_is_removed_and_nothing_else()
    {
        Directory.CreateDirectory(Run);
        File.WriteAllText(Path.Combine(Run, "checkpoint.4711-abc.tmp"), "half");
        File.WriteAllText(Path.Combine(Run, "notes.tmp"), "mine");
        RunFolder.Open(Run, Tiny.Configuration, isResumed: false).Dispose();
        Assert.False(File.Exists(Path.Combine(Run, "checkpoint.4711-abc.tmp")));
        Assert.True(File.Exists(Path.Combine(Run, "notes.tmp")));
    }

    [Fact]
    public void A_summary_survives_its_file()
    {
        Trainer trainer = Tiny.Trainer(Tiny.Configuration);
        StopReason reason = trainer.Run();
        Evaluation test = new Evaluator(trainer.Network, Workers.Shared).Evaluate(Tiny.Digits(50, seed: 9));
        RunSummary summary = RunSummary.Of(trainer, reason, trainer.Network, test);
        using (var folder = RunFolder.Open(Run, Tiny.Configuration, isResumed: false))
        {
            folder.SaveSummary(summary);
        }

        RunSummary loaded = RunSummary.Load(Path.Combine(Run, "summary.json"));
        Assert.Equal(summary.ToJson(), loaded.ToJson());
        Assert.Equal(summary with { Test = null }, loaded with { Test = null });
        Assert.Equal(test.ToString(), loaded.Test!.ToString());
        Assert.Equal((3, 76, 24, trainer.Data.Fingerprint), (loaded.Epochs, loaded.TrainingDigits, loaded.ValidationDigits, loaded.DataSha256));
        Assert.Equal(WeightsHash.Of(trainer.Network), loaded.WeightsSha256);
    }

    [Fact]
    public void A_failed_run_keeps_the_last_good_weights()
    {
        var poison = new Watcher
        {
            OnBatchDone = trainer =>
            {
                if ((trainer.Progress.Epoch, trainer.Progress.Batch) == (1, 2))
                {
                    trainer.Network.Parameters[0].Parameter.Value.Span[0] = float.NaN;
                }
            },
        };

        // A checkpoint after every batch, also after the one that spoils the weights, before the next can notice.
        Assert.Throws<TrainingFailedException>(() => Tiny.RunIn(Run, Tiny.Configuration, TimeSpan.Zero, hooks: poison));
        Assert.Equal(StopReason.Finished, Tiny.RunIn(Run, Tiny.Configuration));
        Tiny.RunIn(_temporary["straight"], Tiny.Configuration);
        Assert.Equal(Tiny.Outcome(_temporary["straight"]), Tiny.Outcome(Run));
    }
}
