using System.CommandLine;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab experiment …</c>.</summary>
internal static class ExperimentCommand
{
    internal static Command Create() => new("experiment", "Grids, seeds and statistics: a process per trial, on this machine or on Slurm.")
    {
        ExperimentRunCommand.Create(),
        ExperimentWatchCommand.Create(),
        ExperimentTableCommand.Create(),
        ExperimentResultsCommand.Create(),
        ExperimentCancelCommand.Create(),
        ExperimentVerifyCommand.Create(),
        ExperimentListCommand.Create(),
        ExperimentTrialCommand.Create(),
    };
}
