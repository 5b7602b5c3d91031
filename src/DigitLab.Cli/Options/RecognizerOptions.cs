using System.CommandLine;

namespace DigitLab.Cli.Options;

/// <summary>The option of every command that reads pictures.</summary>
internal static class RecognizerOptions
{
    internal static Option<string?> Model() =>
        new("--model", "-m") { Description = "A model file; the network that comes with the program if not given.", HelpName = "FILE" };

    internal static DigitRecognizer Load(string? model) => model is null ? DigitRecognizer.Load() : DigitRecognizer.Load(model);
}
