using System.CommandLine;
using DigitLab.Cli.Options;
using DigitLab.Training;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab all</c>.</summary>
internal static class AllCommand
{
    /// <summary>The network of <c>all</c> and <c>small</c>.</summary>
    internal const string Model = "lenet5";

    internal static Command Create()
    {
        var options = new TrainingOptions();
        var command = new Command("all", $"Train {Model} on all digits and test it.");
        options.AddTo(command);
        command.SetAction((parsed, cancellation) =>
            Failures.ReportAsync(options.IsVerbose(parsed), () => TrainingSession.Run(options.Read(parsed, Model, defaultRecipe: RecipeKind.Quick))));
        return command;
    }
}
