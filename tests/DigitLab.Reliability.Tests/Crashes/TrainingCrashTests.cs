using System.Diagnostics;
using System.Globalization;
using DigitLab.EndToEnd.Tests;
using DigitLab.Training;
using Xunit.Abstractions;

namespace DigitLab.Reliability.Tests.Crashes;

/// <summary>
/// A training that is killed at random moments ends, resumed, in the bits of one that was not, and whoever looks sees whole files only.
/// <c>DIGITLAB_KILLS=200</c> kills two hundred times.
/// </summary>
public sealed class TrainingCrashTests(TrainingCrashTests.WholeRun whole, ITestOutputHelper output) : IClassFixture<TrainingCrashTests.WholeRun>, IDisposable
{
    private const int KillsPerRun = 8;

    // Many short epochs: five files are written in each, so that many moments are in the middle of a write.
    private static readonly string[] Training =
        ["train", "lenet5", "-n", "200", "-e", "30", "--validation", "50", "--seed", "5", "--dataset", "synthetic", "--threads", "1", "--tensorboard"];

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Killed_at_random_moments_it_ends_in_the_same_bits_and_no_file_is_ever_half_written()
    {
        var random = new Random(1);
        int kills = 0, runs = 0, readings = 0;
        while (kills < LongVersion.Kills)
        {
            string run = $"run{++runs}";
            Directory.CreateDirectory(_work.Of(run));
            using var watch = new FolderWatch(_work.Of(run));
            for (int i = 0; i < KillsPerRun && kills < LongVersion.Kills && !File.Exists(_work.Of($"{run}/summary.json")); i++)
            {
                using Process process = Start(run);
                if (!process.WaitForExit(random.NextDouble() * whole.Time))
                {
                    process.Kill();   // SIGKILL
                    process.WaitForExit();
                    kills++;
                }
            }

            if (!File.Exists(_work.Of($"{run}/summary.json")))
            {
                Finish(run);
            }

            readings += watch.End().Values.Sum();
            AssertSame(run);
            Directory.Delete(_work.Of(run), recursive: true);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kills} kills in {runs} runs; files were read {readings:N0} times meanwhile"));
    }

    // One run, asked three times: politely, by Ctrl-C and Ctrl-C again, by a terminal that is gone.
    [Fact]
    public async Task Asked_to_end_it_leaves_what_ends_in_the_same_bits()
    {
        foreach ((string signal, int times) in ((string, int)[])[("TERM", 1), ("INT", 2), ("HUP", 1)])
        {
            int epochs = Epochs("run");
            using Process process = ProgramRun.StartHearingSignals(_work.Path, [], Line("run"));
            _ = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            Wait.For(() => Epochs("run") > epochs || process.HasExited, "an epoch");
            for (int i = 0; i < times; i++)
            {
                await Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExitAsync();
            }

            await process.WaitForExitAsync();
            Assert.NotEqual(0, process.ExitCode);
            Assert.True(times > 1 || (await errors).Contains("digitlab train --resume --run run", StringComparison.Ordinal), $"{signal}: {await errors}");
        }

        Finish("run");
        AssertSame("run");
    }

    [Fact]
    public void When_its_terminal_is_closed_it_saves_and_ends()
    {
        // script opens a terminal for the program; when script is killed, the terminal is gone.
        var start = new ProcessStartInfo("script", ["-qec", $"dotnet {Path.Combine(AppContext.BaseDirectory, "DigitLab.Cli.dll")} {string.Join(' ', Line("run"))}", "/dev/null"])
        {
            WorkingDirectory = _work.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using (Process terminal = Process.Start(start)!)
        {
            _ = terminal.StandardOutput.ReadToEndAsync();
            Wait.For(() => Epochs("run") > 0 || terminal.HasExited, "an epoch");
            Assert.False(terminal.HasExited, "The program ended by itself.");
            terminal.Kill();
            terminal.WaitForExit();
        }

        Wait.For(() => !IsHeld(_work.Of("run/.lock")), "the program's end");
        Assert.False(File.Exists(_work.Of("run/summary.json")), "It went on to its end without anybody to see it.");
        Finish("run");
        AssertSame("run");
    }

    private string[] Line(string run) => File.Exists(_work.Of($"{run}/config.json")) ? ["train", "--resume", "--run", run, "--threads", "1"] : [.. Training, "--run", run];

    private int Epochs(string run) => File.Exists(_work.Of($"{run}/history.csv")) ? RunHistory.Load(_work.Of($"{run}/history.csv")).Count : 0;

    private static bool IsHeld(string path)
    {
        using Neural.LockFile? mine = Neural.LockFile.TryTake(path);
        return mine is null;
    }

    private Process Start(string run)
    {
        Process process = ProgramRun.Start(_work.Path, [], Line(run));
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Finish(string run)
    {
        using Process process = Start(run);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private void AssertSame(string run)
    {
        Assert.Null(RunFolder.FirstDifference(whole.Path, _work.Of(run)));
        Assert.Empty(Directory.GetFiles(_work.Of(run), "*.tmp", SearchOption.AllDirectories));
    }

    /// <summary>The run that nothing disturbs.</summary>
    public sealed class WholeRun : IDisposable
    {
        private readonly WorkFolder _work = new();

        public WholeRun()
        {
            var clock = Stopwatch.StartNew();
            ProgramRun run = ProgramRun.Of(_work.Path, [.. Training, "--run", "whole"]);
            Assert.True(run.ExitCode == 0, run.Errors);
            Time = clock.Elapsed;
        }

        internal string Path => _work.Of("whole");

        internal TimeSpan Time { get; }

        public void Dispose() => _work.Dispose();
    }
}
