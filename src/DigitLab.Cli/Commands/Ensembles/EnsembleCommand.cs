using System.CommandLine;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab ensemble …</c>.</summary>
internal static class EnsembleCommand
{
    internal static Command Create() => new("ensemble", "Several networks that vote: train them, test them together.")
    {
        EnsembleTrainCommand.Create(),
        EnsembleTestCommand.Create(),
    };
}
