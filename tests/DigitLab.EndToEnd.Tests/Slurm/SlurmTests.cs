using System.Diagnostics;

namespace DigitLab.EndToEnd.Tests;

/// <summary>An experiment on a real cluster: the table is that of this machine, whatever is killed.</summary>
public sealed class SlurmTests(SlurmCluster cluster) : IClassFixture<SlurmCluster>, IDisposable
{
    private const int Places = 4;

    private readonly SmallExperiment _experiment = new() { Environment = [cluster.Location] };
    private readonly List<SmallExperiment> _others = [];

    public void Dispose()
    {
        cluster.Empty();   // before the folders are gone in which jobs write
        _experiment.Dispose();
        _others.ForEach(other => other.Dispose());
    }

    [SlurmFact]
    public void An_array_gives_the_table_of_this_machine()
    {
        Assert.Equal(0, _experiment.Run("--folder", "whole").ExitCode);
        ProgramRun run = _experiment.Run("--executor", "slurm", "--parallel", "3", "--slurm", "comment=hello,cpus-per-task=2", "--slurm", "nice=7");
        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal(_experiment.Table("whole"), _experiment.Table());

        // All eight trials for a round and four for another, each once, and a job behind each array; the options went to sbatch. A round
        // whose first trials can go on while others of the round before are still ending takes two arrays.
        string[] jobs = [.. cluster.Ask("scontrol", "--oneliner", "show", "job").Split('\n').Where(job => job.Contains($"={_experiment.Work.Path}/try/slurm/", StringComparison.Ordinal))];
        string[] tasks = [.. jobs.Where(job => ArrayOf(job) is not null).Select(job => $"{Field(job, "Command")} {Field(job, "ArrayTaskId")}").Order(StringComparer.Ordinal)];
        Assert.Equal(SmallExperiment.Trials + (SmallExperiment.Trials / 2), tasks.Length);
        Assert.Equal(tasks.Distinct(), tasks);
        Assert.Equal(jobs.Select(ArrayOf).OfType<string>().Distinct().Count(), jobs.Count(job => ArrayOf(job) is null));
        Assert.All(jobs, job => Assert.Contains(" Comment=hello ", job, StringComparison.Ordinal));
        Assert.All(jobs, job => Assert.Contains(" Nice=7 ", job, StringComparison.Ordinal));
        Assert.All(jobs, job => Assert.Contains(" CPUs/Task=2 ", job, StringComparison.Ordinal));
        Assert.All(jobs.Where(job => ArrayOf(job) is not null), job => Assert.Contains(" ArrayTaskThrottle=3 ", job, StringComparison.Ordinal));
    }

    [SlurmFact]
    public void A_runner_that_is_killed_finds_its_trials_again_and_gives_none_twice()
    {
        Assert.Equal(0, _experiment.Run("--folder", "whole").ExitCode);
        foreach ((string file, int count) in new[] { ("config.json", 1), ("process.json", 1), ("history.csv", 5) })
        {
            using Process runner = _experiment.Start("--executor", "slurm");
            Wait.For(() => _experiment.Count(file) >= count, $"{count} of {file}");
            runner.Kill();   // SIGKILL
            runner.WaitForExit();
        }

        // The job behind an array goes on where the killed one stood, and may be at it.
        ProgramRun? last = null;
        Wait.For(() => !(last = _experiment.Run("--executor", "slurm")).Errors.Contains("another runner", StringComparison.Ordinal), "the job behind the array");
        Assert.True(last!.ExitCode == 0, last.Errors);
        Assert.Equal(_experiment.Table("whole"), _experiment.Table());
        EachEpochWasTrainedOnce(_experiment);
    }

    [SlurmFact]
    public void A_trial_that_is_killed_is_given_to_Slurm_again()
    {
        using Process runner = StartAfterHere(_experiment);
        foreach (int _ in Enumerable.Range(0, 3))
        {
            Wait.For(_experiment.KillTrial, "a trial to kill");
        }

        EndsAsHere(runner, _experiment);
    }

    [SlurmFact]
    public void A_slurmd_that_is_killed_and_started_again_loses_nothing()
    {
        using Process runner = StartAfterHere(_experiment);
        Wait.For(() => _experiment.Count("process.json") >= 1, "a trial");
        cluster.Kill("n1");
        cluster.StartNode("n1");

        EndsAsHere(runner, _experiment);
        EachEpochWasTrainedOnce(_experiment);
    }

    [SlurmFact]
    public void A_slurmctld_that_is_killed_and_started_again_loses_nothing()
    {
        SmallExperiment slow = Experiment(SmallExperiment.LongDefinition);
        using Process runner = StartAfterHere(slow);
        Wait.For(() => slow.Count("process.json") >= 1, "a trial");
        cluster.WaitForSave();
        cluster.Kill("slurmctld");
        Thread.Sleep(TimeSpan.FromSeconds(3));   // in which the runner asks in vain, and trials may end that slurmctld does not hear of
        cluster.StartController();

        EndsAsHere(runner, slow);
        EachEpochWasTrainedOnce(slow);
    }

    [SlurmFact]
    public void What_a_lost_node_had_in_hand_is_trained_on_another()
    {
        SmallExperiment slow = Experiment(SmallExperiment.LongDefinition);
        using Process runner = StartAfterHere(slow);
        Wait.For(() => slow.Count("history.csv") >= Places, "trials on both nodes");
        cluster.CutPower("n1");
        try
        {
            EndsAsHere(runner, slow);   // without the node
        }
        finally
        {
            cluster.StartNode("n1");
        }
    }

    [SlurmFact]
    public void A_trial_at_work_on_a_node_that_Slurm_takes_for_lost_is_waited_for()
    {
        SmallExperiment slow = Experiment(SmallExperiment.LongDefinition);
        using Process runner = StartAfterHere(slow);
        Wait.For(() => slow.Count("history.csv") >= Places, "trials on both nodes");
        cluster.Kill("n1");
        try
        {
            EndsAsHere(runner, slow);
            Assert.Equal(0, slow.Count("failure.json"));
        }
        finally
        {
            cluster.StartNode("n1");
        }
    }

    [SlurmFact]
    public void The_terminal_may_be_closed_and_the_experiment_watched_from_elsewhere()
    {
        Assert.Equal(0, _experiment.Run("--folder", "whole").ExitCode);
        ProgramRun detached = _experiment.Run("--executor", "slurm", "--detach");
        Assert.True(detached.ExitCode == 0, detached.Errors);
        Assert.Contains("8 trials are in Slurm's hand and go on by themselves: look on with digitlab experiment watch try", detached.Output, StringComparison.Ordinal);

        ProgramRun watched = _experiment.Do("watch", "try");
        Assert.True(watched.ExitCode == 0, watched.Errors);
        Assert.StartsWith("try: 8 trials: ", watched.Output, StringComparison.Ordinal);
        Wait.For(() => _experiment.Table() == _experiment.Table("whole"), "the table of this machine");   // which the last job writes

        // A terminal's end is SIGHUP to the runner, here in the middle of the first round.
        using Process runner = _experiment.Start("--executor", "slurm", "--folder", "closed");
        Wait.For(() => _experiment.Count("process.json", "closed") >= 1, "a trial");
        Process.Start("kill", ["-HUP", $"{runner.Id}"]).WaitForExit();
        runner.WaitForExit();
        Assert.NotEqual(0, runner.ExitCode);
        Wait.For(() => File.Exists(_experiment.Work.Of("closed/table.csv")) && _experiment.Table("closed") == _experiment.Table("whole"), "the table of this machine");
    }

    [SlurmFact]
    public void Cancelling_empties_the_queue_and_the_experiment_can_go_on()
    {
        Assert.Equal(0, _experiment.Run("--folder", "whole").ExitCode);
        using Process runner = _experiment.Start("--executor", "slurm", "--parallel", "2");
        Wait.For(() => _experiment.Count("process.json") >= 1, "a trial");
        ProgramRun cancel = _experiment.Do("cancel", "try");
        Assert.True(cancel.ExitCode == 0, cancel.Errors);
        Assert.Matches("^try: whoever runs it is asked to stop. [4-8] tasks of Slurm are cancelled. To go on: digitlab experiment run try\n$", cancel.Output);
        Assert.True(runner.WaitForExit(TimeSpan.FromMinutes(1)));
        Assert.Equal(130, runner.ExitCode);
        Wait.For(() => cluster.Queue.Length == 0, "an empty queue");

        // Without a runner too, again and again, which is no trial's fault; trials that last, so that some are left to cancel on a busy machine.
        SmallExperiment lasting = Experiment(SmallExperiment.LongDefinition);
        foreach (int _ in Enumerable.Range(0, 3))
        {
            Assert.Contains("are in Slurm's hand", lasting.Run("--executor", "slurm", "--detach").Output, StringComparison.Ordinal);
            Assert.DoesNotContain(" 0 tasks of Slurm", lasting.Do("cancel", "try").Output, StringComparison.Ordinal);
        }

        Assert.Equal(0, lasting.Run("--executor", "slurm").ExitCode);

        ProgramRun last = _experiment.Run("--executor", "slurm");
        Assert.True(last.ExitCode == 0, last.Errors);
        Assert.Equal(_experiment.Table("whole"), _experiment.Table());
    }

    [SlurmFact]
    public void What_sbatch_refuses_is_told_in_its_words()
    {
        ProgramRun refused = _experiment.Run("--executor", "slurm", "--slurm", "partition=nowhere");

        Assert.Equal(1, refused.ExitCode);
        Assert.Equal("digitlab: sbatch: error: invalid partition specified: nowhere.\n", refused.Errors);
        Assert.Equal(0, _experiment.Run("--executor", "slurm").ExitCode);
    }

    [SlurmFact]
    public void A_trial_that_dies_at_one_place_is_given_up_with_what_accounting_knows()
    {
        using var programs = new WorkFolder();
        File.WriteAllText(programs.Of("sacct"), "#!/bin/sh\necho 'OUT_OF_MEMORY|0:125'\n");   // in place of the real one: this cluster accounts for nothing
        Process.Start("chmod", ["+x", programs.Of("sacct")]).WaitForExit();
        string? path = Environment.GetEnvironmentVariable("PATH");

        Assert.Matches(@"\(Slurm task \d+_1: OUT_OF_MEMORY, exit code 0:125\)\. ", GivenUp($"{programs.Path}:{path}"));
        Assert.Matches(@"\(Slurm task \d+_1\)\. ", GivenUp(path));
    }

    private string GivenUp(string? path)
    {
        SmallExperiment slow = Experiment("""{ "base": { "model": "m3", "trainLimit": 400, "validationCount": 200, "maxEpochs": 1 } }""", ("PATH", path));
        using Process runner = slow.Start("--executor", "slurm");
        Task<string> errors = runner.StandardError.ReadToEndAsync();
        foreach (int _ in Enumerable.Range(0, 3))
        {
            Wait.For(slow.KillTrial, "a trial to kill");
        }

        Assert.True(runner.WaitForExit(TimeSpan.FromMinutes(1)));
        Assert.Equal(1, runner.ExitCode);
        Assert.StartsWith("digitlab: 1 of 1 trials failed, the first with: The process ended 3 times without getting further (", errors.Result, StringComparison.Ordinal);
        return errors.Result;
    }

    private SmallExperiment Experiment(string definition, params (string Name, string? Value)[] environment)
    {
        var experiment = new SmallExperiment(definition) { Environment = [cluster.Location, .. environment] };
        _others.Add(experiment);
        return experiment;
    }

    private static string? ArrayOf(string job) => Field(job, "ArrayJobId");

    private static string? Field(string job, string name) => job.Split(' ').FirstOrDefault(field => field.StartsWith($"{name}=", StringComparison.Ordinal));

    // On this machine first, in the folder "whole"; then the runner on the cluster.
    private static Process StartAfterHere(SmallExperiment experiment)
    {
        Assert.Equal(0, experiment.Run("--folder", "whole").ExitCode);
        return experiment.Start("--executor", "slurm");
    }

    private static void EndsAsHere(Process runner, SmallExperiment experiment)
    {
        Assert.True(runner.WaitForExit(TimeSpan.FromMinutes(2)), "The runner did not end.");
        Assert.Equal(0, runner.ExitCode);
        Assert.Equal(experiment.Table("whole"), experiment.Table());
    }

    // What a trial prints says which epochs its processes trained.
    private static void EachEpochWasTrainedOnce(SmallExperiment experiment)
    {
        foreach (string log in Directory.GetFiles(experiment.Work.Of("try/trials"), "log.txt", SearchOption.AllDirectories))
        {
            string[] epochs = [.. File.ReadLines(log).Where(line => line.StartsWith("Epoch ", StringComparison.Ordinal)).Select(line => line.Split(':')[0])];
            Assert.NotEmpty(epochs);
            Assert.Equal(epochs.Distinct(), epochs);
        }
    }
}
