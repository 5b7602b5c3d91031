using System.CommandLine;
using DigitLab.Cli.Experiments;
using DigitLab.Cli.Options;
using DigitLab.Training;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab experiment verify FOLDER</c>.</summary>
internal static class ExperimentVerifyCommand
{
    internal static Command Create()
    {
        Argument<string> folder = CommonOptions.Experiment();
        var trial = new Option<int?>("--trial") { Description = "Which trial; the winner's best if not given.", HelpName = "NUMBER" };
        Option<int?> threads = CommonOptions.Threads();
        Option<string?> data = CommonOptions.Data();
        Option<bool> verbose = CommonOptions.Verbose();
        var command = new Command("verify", "Train one trial again, in a folder of its own, and compare the bits.") { folder, trial, threads, data, verbose };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(parsed.GetValue(verbose), () => Verification.Run(
            ExperimentFolder.Open(parsed.GetValue(folder)!), parsed.GetValue(trial), parsed.GetValue(data), CommonOptions.ReadThreads(parsed, threads))));
        return command;
    }
}
