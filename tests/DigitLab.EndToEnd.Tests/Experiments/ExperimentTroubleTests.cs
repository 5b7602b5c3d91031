using System.Diagnostics;

namespace DigitLab.EndToEnd.Tests;

/// <summary>What goes wrong around an experiment: one sentence each, and nothing lost.</summary>
public sealed class ExperimentTroubleTests : IDisposable
{
    private readonly SmallExperiment _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void A_definition_that_cannot_be_read_is_named_with_the_place()
    {
        File.WriteAllText(_experiment.Work.Of("bad.json"), """{ "base": { "model": "mlp" }, "grid": { "learningRate": [0.1, 0.2, 0.3, -4] } }""");
        Refused(_experiment.Do("run", "bad.json"), 1, "bad.json, grid.learningRate[3]: expected a finite number above 0, got -4.");
        File.WriteAllText(_experiment.Work.Of("taught.json"), """{ "base": { "model": "mlp" }, "teacher": { "from": ["nobody.safetensors"] } }""");
        Refused(_experiment.Do("run", "taught.json", "--data", "mnist"), 1, "teacher.from: there is no model file nobody.safetensors");
        Refused(_experiment.Do("run", "missing.json"), 1, "missing.json: there is no such definition");
        Refused(_experiment.Do("table", "mnist"), 1, "mnist: expected an experiment's folder");
        Refused(_experiment.Run("--folder", "mnist"), 1, "mnist: the folder holds other things than an experiment");
    }

    [Fact]
    public void A_folder_belongs_to_one_definition()
    {
        using Process runner = _experiment.Start();
        Wait.For(() => _experiment.Count("process.json") >= 1, "a trial");
        runner.Kill();
        runner.WaitForExit();
        File.WriteAllText(_experiment.Work.Of("try.json"), SmallExperiment.Definition.Replace("0.0001", "0.0002", StringComparison.Ordinal));

        Refused(_experiment.Run(), 1, "try: the folder holds an experiment of another definition");
    }

    [Fact]
    public void Without_MNIST_nothing_is_trained_on_other_digits()
    {
        Refused(_experiment.Do("run", "try.json"), 1, "MNIST was not found");
        Refused(_experiment.Do("run", "try.json", "--data", "nowhere"), 1, "nowhere");
        Assert.Equal(0, _experiment.Count("process.json") + _experiment.Count("history.csv"));
    }

    [Fact]
    public void A_missing_squeue_or_sbatch_is_named_and_nothing_is_lost()
    {
        using var programs = new WorkFolder();
        string? path = Path.GetDirectoryName(Environment.ProcessPath);
        using var without = new SmallExperiment() { Environment = [("PATH", $"{programs.Path}:{path}")] };
        Refused(without.Run("--executor", "slurm"), 1, "squeue: Slurm's command is not on the path");

        foreach (string command in new[] { "squeue", "scontrol" })   // which know of no jobs
        {
            File.WriteAllText(programs.Of(command), "#!/bin/sh\n");
            Process.Start("/bin/chmod", ["+x", programs.Of(command)]).WaitForExit();
        }

        Refused(without.Run("--executor", "slurm"), 1, "sbatch: Slurm's command is not on the path");
        Assert.Equal(0, without.Count("history.csv"));
        Assert.Equal(0, without.Run().ExitCode);
        Assert.Equal(SmallExperiment.Trials, without.Count("config.json"));
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        Refused(_experiment.Run("--parallel", "0"), 2, "--parallel 0: expected at least 1");
        Refused(_experiment.Run("--executor", "slurm", "--slurm", "--partition=x"), 2, "--slurm --partition=x: expected options of sbatch without dashes");
        Refused(_experiment.Run("--executor", "slurm", "--slurm", "array=3"), 2, "--slurm array=3: the experiment sets array itself");
        Refused(_experiment.Run("--executor", "pbs"), 2, "pbs");
    }

    [Fact]
    public void A_trial_that_diverges_is_told_and_does_not_stop_the_others()
    {
        using var steep = new SmallExperiment(
            """{ "base": { "model": "mlp", "trainLimit": 200, "validationCount": 200, "maxEpochs": 1, "optimizer": "sgd" }, "grid": { "learningRate": [0.01, 1e30] } }""");
        ProgramRun run = steep.Run();

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("Trial 2 (learningRate=1e30, seed 1): failed: Epoch 1, ", run.Output, StringComparison.Ordinal);
        Assert.Contains("Winner by validation accuracy: learningRate=0.01", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, steep.Count("summary.json"));
    }

    [RootFact]
    public void A_full_disk_is_named_and_loses_nothing()
    {
        Assert.Equal(0, _experiment.Run("--folder", "whole").ExitCode);
        using var disk = new SmallDisk(_experiment.Work.Of("small"), kibibytes: 1_000);   // of all trials' files about half
        Refused(_experiment.Run("--folder", "small/try"), 1, "No space left on device");

        disk.Resize(50_000);
        ProgramRun mended = _experiment.Run("--folder", "small/try");
        Assert.True(mended.ExitCode == 0, mended.Errors);
        Assert.Equal(_experiment.Table("whole"), _experiment.Table("small/try"));
    }

    private static void Refused(ProgramRun run, int exitCode, string sentence)
    {
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(sentence, run.Errors, StringComparison.Ordinal);
        Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
