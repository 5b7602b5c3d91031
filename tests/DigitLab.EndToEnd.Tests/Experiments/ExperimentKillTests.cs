using System.Diagnostics;

namespace DigitLab.EndToEnd.Tests;

/// <summary>Whatever is killed, whenever: started again, the experiment ends with the same table.</summary>
public sealed class ExperimentKillTests : IDisposable
{
    private readonly SmallExperiment _experiment = new();

    public void Dispose() => _experiment.Dispose();

    [Fact]
    public void A_runner_that_is_killed_again_and_again_ends_with_the_same_table()
    {
        Assert.Equal(0, _experiment.Run("--folder", "whole").ExitCode);

        // At first sight of a trial, in the middle of the first round, in the second.
        foreach ((string file, int count) in new[] { ("process.json", 1), ("history.csv", 5), ("history.csv", SmallExperiment.Trials) })
        {
            using Process runner = _experiment.Start();
            Wait.For(() => _experiment.Count(file) >= count, $"{count} of {file}");
            runner.Kill();   // SIGKILL
            runner.WaitForExit();
        }

        ProgramRun last = _experiment.Run();
        Assert.True(last.ExitCode == 0, last.Errors);
        Assert.Equal(_experiment.Table("whole"), _experiment.Table());
    }

    [Fact]
    public void A_trial_that_is_killed_goes_on_and_the_others_do_not_notice()
    {
        Assert.Equal(0, _experiment.Run("--folder", "whole").ExitCode);
        using Process runner = _experiment.Start("--parallel", "2");
        foreach (int _ in Enumerable.Range(0, 3))
        {
            Wait.For(_experiment.KillTrial, "a trial to kill");
        }

        Assert.True(runner.WaitForExit(TimeSpan.FromMinutes(2)));
        Assert.Equal(0, runner.ExitCode);
        Assert.Equal(_experiment.Table("whole"), _experiment.Table());
    }

    [Fact]
    public void Trials_end_with_the_runner_and_leave_nothing_running()
    {
        using Process runner = _experiment.Start("--parallel", "2");
        Wait.For(() => _experiment.Count("process.json") >= 1, "a trial");   // the other one may still be starting
        runner.Kill();
        runner.WaitForExit();

        Wait.For(() => !_experiment.ProcessesInFolder().Any() && _experiment.Count("process.json") == 0, "the trials' end");
    }

    [Fact]
    public void A_runner_that_is_asked_to_end_lets_its_trials_save_and_ends()
    {
        using Process runner = _experiment.Start("--parallel", "2");
        Wait.For(() => _experiment.Count("process.json") >= 1, "a trial");
        Process.Start("kill", ["-TERM", $"{runner.Id}"]).WaitForExit();

        Assert.True(runner.WaitForExit(TimeSpan.FromMinutes(1)));
        Assert.Equal(130, runner.ExitCode);
        Assert.False(_experiment.ProcessesInFolder().Any());
        Assert.Equal(0, _experiment.Run().ExitCode);   // and goes on
    }

    [Fact]
    public void The_second_of_two_runners_says_so_and_leaves()
    {
        using Process runner = _experiment.Start();
        Wait.For(() => _experiment.Count("process.json") >= 1, "a trial");
        ProgramRun second = _experiment.Run();
        ProgramRun cancel = _experiment.Do("cancel", "try");
        Assert.True(runner.WaitForExit(TimeSpan.FromMinutes(1)));

        Assert.Equal(1, second.ExitCode);
        Assert.Contains($"try: another runner (process {runner.Id} on ", second.Errors, StringComparison.Ordinal);
        Assert.Equal(0, cancel.ExitCode);
        Assert.Equal(130, runner.ExitCode);
        Assert.Equal(0, _experiment.Run().ExitCode);   // and goes on
    }
}
