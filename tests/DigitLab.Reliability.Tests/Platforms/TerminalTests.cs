using System.Diagnostics;
using System.Text.RegularExpressions;
using DigitLab.EndToEnd.Tests;

namespace DigitLab.Reliability.Tests.Platforms;

/// <summary>Narrow terminals, terminals without colour, terminals that can do nothing, and none at all.</summary>
public sealed partial class TerminalTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string[][] Lines =
    [
        ["models"],
        ["models", "lenet5"],
        ["train", "softmax", "-n", "200", "-e", "2", "--validation", "50", "--dataset", "synthetic", "-v", "--run", "run"],
        ["profile", "softmax", "-b", "8"],
        ["gradcheck", "softmax"],
        ["--help"],
        ["train", "--help"],
    ];

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("xterm-256color", false)]
    [InlineData("xterm-256color", true)]
    [InlineData("dumb", false)]
    public void Forty_columns_are_enough(string terminal, bool isColorless)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;   // script, which opens the terminal here, has other options elsewhere
        }

        foreach (string[] line in Lines)
        {
            string output = OnTerminal(line, terminal, isColorless);
            Assert.False(isColorless && Colors().IsMatch(output), output);
            Assert.False(terminal == "dumb" && output.Contains('\e'), output);
        }
    }

    [Fact]
    public void Without_a_terminal_there_is_no_control_character()
    {
        foreach (string[] line in Lines)
        {
            ProgramRun run = ProgramRun.Of(_work.Path, [("TERM", null), ("COLUMNS", null)], line);
            Assert.True(run.ExitCode == 0, run.Errors);
            Assert.DoesNotContain(run.Output + run.Errors, sign => char.IsControl(sign) && sign is not ('\n' or '\r'));
        }
    }

    [Fact]
    public async Task Who_has_seen_enough_may_close_the_pipe()
    {
        using Process shell = Process.Start(new ProcessStartInfo(
            "sh", ["-c", $"dotnet {Path.Combine(AppContext.BaseDirectory, "DigitLab.Cli.dll")} train softmax -n 200 -e 40 --validation 50 --dataset synthetic --run run | head -n 2"])
        {
            WorkingDirectory = _work.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> errors = shell.StandardError.ReadToEndAsync();
        string output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();

        Assert.Equal(2, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal("", await errors);
        Assert.True(File.Exists(_work.Of("run/summary.json")), "The training ended when nobody listened any more.");
    }

    // The program's own terminal, forty columns wide.
    private string OnTerminal(string[] line, string terminal, bool isColorless)
    {
        var start = new ProcessStartInfo("script", ["-qec", $"stty cols 40 rows 20; exec dotnet {Path.Combine(AppContext.BaseDirectory, "DigitLab.Cli.dll")} {string.Join(' ', line)}", "/dev/null"])
        {
            WorkingDirectory = _work.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["TERM"] = terminal;
        if (isColorless)
        {
            start.Environment["NO_COLOR"] = "1";
        }

        if (Directory.Exists(_work.Of("run")))
        {
            Directory.Delete(_work.Of("run"), recursive: true);
        }

        using Process process = Process.Start(start)!;
        Task<string> said = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"digitlab {string.Join(' ', line)} on {terminal} did not end.");
        }

        string output = said.Result;
        Assert.True(process.ExitCode == 0, $"digitlab {string.Join(' ', line)} on {terminal}: {output}");
        return output;
    }

    [GeneratedRegex(@"\e\[[0-9;]*(3[0-7]|38;|4[0-7]|48;|9[0-7])[0-9;]*m")]
    private static partial Regex Colors();
}
