using System.Diagnostics;
using System.Globalization;
using DigitLab.EndToEnd.Tests;
using Xunit.Abstractions;

namespace DigitLab.Reliability.Tests.Crashes;

/// <summary>
/// An experiment whose runner or trials are killed at random moments ends, started again, with the table of one that was not.
/// <c>DIGITLAB_KILLS=200</c> kills fifty times.
/// </summary>
public class ExperimentCrashTests(ITestOutputHelper output)
{
    private const int KillsPerExperiment = 6;

    [Fact]
    public void Killed_at_random_moments_it_ends_with_the_same_table()
    {
        string expected = Table(whole => Assert.Equal(0, whole.Run("--parallel", "2").ExitCode));
        var random = new Random(1);
        int wanted = Math.Max(1, LongVersion.Kills / 4), runners = 0, trials = 0, experiments = 0;
        while (runners + trials < wanted)
        {
            experiments++;
            Assert.Equal(expected, Table(experiment =>
            {
                bool isOver = false;
                for (int i = 0; i < KillsPerExperiment && runners + trials < wanted && !isOver; i++)
                {
                    using Process runner = experiment.Start("--parallel", "2");
                    Wait.For(() => experiment.Count("process.json") > 0 || runner.HasExited, "a trial");
                    Thread.Sleep(random.Next(1500));
                    if (random.Next(2) == 0)
                    {
                        trials += experiment.KillTrial() ? 1 : 0;
                        Thread.Sleep(random.Next(500));
                    }

                    if (!runner.HasExited)
                    {
                        runner.Kill();   // SIGKILL
                        runners++;
                    }

                    runner.WaitForExit();
                    isOver = runner.ExitCode == 0;
                }

                if (!isOver)
                {
                    ProgramRun last = experiment.Run("--parallel", "2");
                    Assert.True(last.ExitCode == 0, last.Errors);
                }
            }));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{runners} runners and {trials} trials were killed, in {experiments} experiments"));
    }

    private static string Table(Action<SmallExperiment> run)
    {
        using var experiment = new SmallExperiment();
        run(experiment);
        return experiment.Table();
    }
}
