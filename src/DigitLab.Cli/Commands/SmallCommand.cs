using System.CommandLine;
using DigitLab.Cli.Options;
using DigitLab.Training;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab small</c>.</summary>
internal static class SmallCommand
{
    private const int UsualCount = 1000;

    internal static Command Create()
    {
        var options = new TrainingOptions();
        var command = new Command("small", $"Train {AllCommand.Model} on a few digits (-n, {UsualCount} if not given) and test it on the whole test set.");
        options.AddTo(command);
        command.SetAction((parsed, cancellation) =>
            Failures.ReportAsync(options.IsVerbose(parsed), () => TrainingSession.Run(options.Read(parsed, AllCommand.Model, UsualCount, RecipeKind.Quick))));
        return command;
    }
}
