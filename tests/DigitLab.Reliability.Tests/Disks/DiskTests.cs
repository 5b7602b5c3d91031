using System.Diagnostics;
using DigitLab.EndToEnd.Tests;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Reliability.Tests.Disks;

/// <summary>Disks that get full, that cannot be written, and files that vanish: one sentence, the last good checkpoint stays, the run goes on when the disk is mended.</summary>
public sealed class DiskTests(DiskTests.WholeRun whole) : IClassFixture<DiskTests.WholeRun>, IDisposable
{
    private const string Epochs = "8";

    private static readonly string[] Training =
        ["train", "lenet5", "-n", "200", "-e", Epochs, "--validation", "50", "--seed", "5", "--dataset", "synthetic", "--threads", "1", "--snapshots", "5"];

    private static readonly string[] Endless = [.. Training.Select(argument => argument == Epochs ? "5000" : argument)];

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    // A model takes 250 KB and a checkpoint 740: before the first checkpoint, among the first files, among the snapshots; all sizes between in the long version.
    public static TheoryData<int> Kibibytes => LongVersion.Kills < 100 ? [4, 900, 2300] : [.. Enumerable.Range(0, 34).Select(i => 4 + (150 * i))];

    [RootTheory]
    [MemberData(nameof(Kibibytes))]
    public void A_disk_that_gets_full_is_named_and_loses_nothing(int kibibytes)
    {
        using var disk = new SmallDisk(_work.Of("disk"), kibibytes);

        Fails("No space left on device", [.. Training, "--run", "disk/run"]);
        AssertGood("disk/run/checkpoint");
        AssertGood("disk/run/best.safetensors");
        Assert.Empty(Directory.Exists(_work.Of("disk/run")) ? Directory.GetFiles(_work.Of("disk/run"), "*.tmp", SearchOption.AllDirectories) : []);

        disk.Resize(50_000);
        bool isBegun = File.Exists(_work.Of("disk/run/config.json"));
        Succeeds(isBegun ? ["train", "--resume", "--run", "disk/run", "--snapshots", "5"] : [.. Training, "--run", "disk/run"]);
        Assert.Null(RunFolder.FirstDifference(whole.Path, _work.Of("disk/run")));
    }

    [RootFact]
    public void A_disk_that_gets_full_under_an_output_keeps_the_output_that_was_there()
    {
        Succeeds("small", "-n", "50", "-e", "1", "-s", "good.safetensors", "--dataset", "synthetic");
        using var disk = new SmallDisk(_work.Of("disk"), 400);
        File.Copy(_work.Of("good.safetensors"), _work.Of("disk/model.safetensors"));
        byte[] before = File.ReadAllBytes(_work.Of("disk/model.safetensors"));

        Fails("No space left on device", "small", "-n", "50", "-e", "2", "-s", "disk/model.safetensors", "--dataset", "synthetic");
        Fails("No space left on device", "export", "onnx", "good.safetensors", "disk/model.onnx");

        Assert.Equal(before, File.ReadAllBytes(_work.Of("disk/model.safetensors")));
        Assert.Equal([_work.Of("disk/model.safetensors")], Directory.GetFiles(_work.Of("disk")));
    }

    [RootFact]
    public void A_disk_that_cannot_be_written_is_named_and_the_run_goes_on_when_it_can()
    {
        using var disk = new SmallDisk(_work.Of("disk"), 50_000);
        using (Process process = Start([.. Training, "--run", "disk/run"]))
        {
            Wait.For(() => File.Exists(_work.Of("disk/run/history.csv")) || process.HasExited, "an epoch");
            process.Kill();
            process.WaitForExit();
        }

        disk.MakeReadOnly();
        Fails("Read-only file system", "train", "--resume", "--run", "disk/run");
        Fails("Read-only file system", [.. Training, "--run", "disk/other"]);
        Fails("Read-only file system", "small", "-n", "50", "-s", "disk/model.safetensors", "--dataset", "synthetic");
        AssertGood("disk/run/checkpoint");
        Succeeds("report", "disk/run", "--no-test", "-o", "report");   // to look needs no writing

        disk.MakeWritable();
        Succeeds("train", "--resume", "--run", "disk/run");
        Assert.Null(RunFolder.FirstDifference(whole.Path, _work.Of("disk/run")));
    }

    [Theory]
    [InlineData("best.safetensors", "the best weights so far are gone")]
    [InlineData("config.json", "expected a run folder with a config.json, found none")]
    public void A_file_that_vanished_is_named(string file, string sentence)
    {
        Interrupt();
        File.Delete(_work.Of($"run/{file}"));

        Fails(sentence, "train", "--resume", "--run", "run");
    }

    [Fact]
    public void Without_its_checkpoint_a_run_starts_anew_and_ends_in_the_same_bits()
    {
        Interrupt();
        File.Delete(_work.Of("run/checkpoint"));

        Succeeds("train", "--resume", "--run", "run");
        Assert.Null(RunFolder.FirstDifference(whole.Path, _work.Of("run")));
    }

    [Fact]
    public async Task A_folder_that_vanishes_under_a_training_is_named()
    {
        using Process process = Start([.. Endless, "--run", "run"]);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Wait.For(() => File.Exists(_work.Of("run/history.csv")) || process.HasExited, "an epoch");
        Directory.Move(_work.Of("run"), _work.Of("moved"));
        if (!process.WaitForExit(TimeSpan.FromMinutes(1)))
        {
            process.Kill();
            Assert.Fail("The training goes on without its folder.");
        }

        string said = await errors;
        Assert.Equal(1, process.ExitCode);
        Assert.Contains("run", said, StringComparison.Ordinal);
        Assert.Single(said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        AssertGood("moved/checkpoint");
        Assert.False(Directory.Exists(_work.Of("run")), "Half a run's folder stands where the run was.");
    }

    [Fact]
    public void Data_that_vanish_are_named()
    {
        SmallMnist.WriteTo(_work.Of("mnist"), training: 300, test: 50);
        using (Process process = Start(["train", "softmax", "-e", "2000", "--validation", "50", "--data", "mnist", "--run", "run"]))
        {
            Wait.For(() => File.Exists(_work.Of("run/history.csv")) || process.HasExited, "an epoch");
            process.Kill();
            process.WaitForExit();
        }

        File.Delete(_work.Of("mnist/train-images-idx3-ubyte"));
        Fails("train-images-idx3-ubyte", "train", "--resume", "--run", "run", "--data", "mnist");
        AssertGood("run/checkpoint");
    }

    /// <summary>The run that nothing disturbs.</summary>
    public sealed class WholeRun : IDisposable
    {
        private readonly WorkFolder _work = new();

        public WholeRun()
        {
            ProgramRun run = ProgramRun.Of(_work.Path, [.. Training, "--run", "whole"]);
            Assert.True(run.ExitCode == 0, run.Errors);
        }

        internal string Path => _work.Of("whole");

        public void Dispose() => _work.Dispose();
    }

    private Process Start(string[] arguments)
    {
        Process process = ProgramRun.Start(_work.Path, [], arguments);
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private void Interrupt()
    {
        using Process process = Start([.. Training, "--run", "run"]);
        Wait.For(() => (File.Exists(_work.Of("run/history.csv")) && RunHistory.Load(_work.Of("run/history.csv")).Count > 1) || process.HasExited, "two epochs");
        process.Kill();
        process.WaitForExit();
    }

    private void AssertGood(string file)
    {
        if (File.Exists(_work.Of(file)))
        {
            Assert.NotEmpty(SafetensorsFile.Load(_work.Of(file)).Entries);
        }
    }

    private void Succeeds(params string[] arguments)
    {
        ProgramRun run = ProgramRun.Of(_work.Path, arguments);
        Assert.True(run.ExitCode == 0, $"digitlab {string.Join(' ', arguments)}: {run.Errors}");
    }

    private void Fails(string sentence, params string[] arguments)
    {
        ProgramRun run = ProgramRun.Of(_work.Path, arguments);
        string what = $"digitlab {string.Join(' ', arguments)}: {run.ExitCode}: {run.Errors}";
        Assert.True(run.ExitCode == 1, what);
        Assert.True(run.Errors.Contains(sentence, StringComparison.Ordinal), what);
        Assert.True(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length == 1, what);
        Assert.DoesNotContain("should not happen", run.Errors, StringComparison.Ordinal);
    }
}
