using System.CommandLine;
using DigitLab.Cli.Options;
using DigitLab.Training;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab experiment cancel FOLDER</c>.</summary>
internal static class ExperimentCancelCommand
{
    internal static Command Create()
    {
        Argument<string> folder = CommonOptions.Experiment();
        Option<bool> verbose = CommonOptions.Verbose();
        var command = new Command("cancel", "End an experiment's runner and its jobs; trials save where they stand.") { folder, verbose };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(parsed.GetValue(verbose), () => CancelAsync(ExperimentFolder.Open(parsed.GetValue(folder)!), cancellation)));
        return command;
    }

    private static async Task<int> CancelAsync(ExperimentFolder folder, CancellationToken cancellation)
    {
        folder.Cancel();
        string jobs = Directory.Exists(folder.SlurmPath) ? $" {await SlurmExecutor.CancelAsync(folder, cancellation):N0} tasks of Slurm are cancelled." : "";
        Console.WriteLine($"{folder.Path}: whoever runs it is asked to stop.{jobs} To go on: digitlab experiment run {folder.Path}");
        return ExitCode.Success;
    }
}
