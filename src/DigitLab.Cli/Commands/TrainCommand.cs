using System.CommandLine;
using DigitLab.Cli.Options;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab train MODEL</c>.</summary>
internal static class TrainCommand
{
    internal static Command Create()
    {
        var model = new Argument<string?>("MODEL")
        {
            Description = "A network of the zoo: digitlab models lists them.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var options = new TrainingOptions();
        var command = new Command("train", "Train a network, then test it with the weights it kept: those of the last epoch, or of the best on the validation digits.") { model };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(
            options.IsVerbose(parsed), () => TrainingSession.Run(options.Read(parsed, parsed.GetValue(model)))));
        return command;
    }
}
