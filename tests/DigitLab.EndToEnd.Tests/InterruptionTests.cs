using System.Diagnostics;

namespace DigitLab.EndToEnd.Tests;

public class InterruptionTests
{
    private static readonly string[] Training = ["train", "lenet5", "-n", "4000", "-e", "4", "--validation", "300", "--seed", "3", "--dataset", "synthetic"];

    // Still at work when the signal arrives, on a fast machine too.
    private static readonly string[] LongTraining = [.. Training.Select(argument => argument == "4" ? "12" : argument)];

    [Theory]
    [InlineData(0.35)]
    [InlineData(0.6)]
    [InlineData(0.85)]
    public void A_run_that_was_killed_ends_in_the_bits_of_one_that_was_not(double moment)
    {
        using var folder = new WorkFolder();
        string run = folder.Of("run");
        TimeSpan whole = Time(() => Sha256(ProgramRun.Of(folder.Path, [.. Training, "--json", "--run", "whole"])), out string expected);

        using (Process process = ProgramRun.Start(folder.Path, [], [.. Training, "--run", run]))
        {
            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            WaitForFile(Path.Combine(run, "config.json"), process);
            Thread.Sleep(moment * (whole / 2));
            process.Kill();   // SIGKILL
            process.WaitForExit();
        }

        ProgramRun resumed = ProgramRun.Of(folder.Path, "train", "--resume", "--run", run, "--json");

        Assert.True(resumed.ExitCode == 0, resumed.Errors);
        Assert.Equal(expected, Sha256(resumed));
    }

    [Fact]
    public async Task Ctrl_C_ends_a_run_cleanly_and_prints_the_command_that_resumes_it()
    {
        using var folder = new WorkFolder();
        string expected = Sha256(ProgramRun.Of(folder.Path, [.. LongTraining, "--json", "--run", "whole"]));

        using Process process = ProgramRun.StartHearingSignals(folder.Path, [], [.. LongTraining, "--run", "run"]);
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        WaitForFile(folder.Of("run/history.csv"), process);
        Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();
        await process.WaitForExitAsync();

        Assert.Equal(130, process.ExitCode);
        Assert.Contains("digitlab train --resume --run run", await errors);
        Assert.DoesNotContain("Test accuracy", await output);
        Assert.Equal(expected, Sha256(ProgramRun.Of(folder.Path, "train", "--resume", "--run", "run", "--json")));
    }

    [Fact]
    public void A_folder_serves_one_process_at_a_time_and_one_run()
    {
        using var folder = new WorkFolder();
        using Process process = ProgramRun.Start(folder.Path, [], [.. Training, "--run", "run"]);
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        WaitForFile(folder.Of("run/config.json"), process);

        ProgramRun second = ProgramRun.Of(folder.Path, "train", "--resume", "--run", "run");
        process.Kill();
        process.WaitForExit();
        ProgramRun anew = ProgramRun.Of(folder.Path, [.. Training, "--run", "run"]);
        ProgramRun changed = ProgramRun.Of(folder.Path, "train", "--resume", "--run", "run", "-b", "17");

        Assert.Equal(1, second.ExitCode);
        Assert.Contains("another process", second.Errors);
        Assert.Equal(1, anew.ExitCode);
        Assert.Contains("continue it with --resume", anew.Errors);
        Assert.Equal(2, changed.ExitCode);
        Assert.Contains("--batch-size does not go with --resume", changed.Errors);
    }

    private static TimeSpan Time(Func<string> work, out string result)
    {
        var clock = Stopwatch.StartNew();
        result = work();
        return clock.Elapsed;
    }

    private static void WaitForFile(string path, Process process)
    {
        while (!File.Exists(path) && !process.HasExited)
        {
            Thread.Sleep(5);
        }

        Assert.False(process.HasExited, $"The program ended before {path} was there.");
    }

    private static string Sha256(ProgramRun run) => run.Json.GetProperty("weightsSha256").GetString()!;
}
