using System.CommandLine;

namespace DigitLab.Cli.Options;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    internal static Option<bool> Json() => new("--json") { Description = "Print one JSON object, and nothing else." };

    internal static Option<bool> Verbose() => new("--verbose", "-v") { Description = "Say more, and where an error comes from." };

    internal static Option<string?> Data() => new("--data") { Description = "The folder with MNIST's four files.", HelpName = "FOLDER" };

    internal static Argument<string> Experiment() => new("FOLDER") { Description = "The experiment's folder." };

    internal static Option<string?> Augment(string description) => new("--augment") { Description = description, HelpName = "LIST" };

    internal static Option<int?> Threads() => new("--threads")
    {
        Description = "Threads to compute with; all cores if not given. No bit depends on it.",
        HelpName = "N",
    };

    internal static Option<string?> Model() => new("--model", "-m") { Description = "A model file, a run's folder, or lenet5, which comes along; the recognizer's own network if not given.", HelpName = "FILE" };

    internal static Option<bool> Csv() => new("--csv") { Description = "Write each figure's numbers beside it, as CSV." };

    internal static Option<string> OutputFolder(string usual) => new("--output", "-o")
    {
        Description = $"The folder for report.html and its figures ({usual} if not given).",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => usual,
    };

    /// <summary>The number of threads.</summary>
    /// <exception cref="UsageException">It is out of its range.</exception>
    internal static int ReadThreads(ParseResult parsed, Option<int?> option) => parsed.GetValue(option) switch
    {
        null => Environment.ProcessorCount,
        >= 1 and <= 1024 and int threads => threads,
        int threads => throw new UsageException($"--threads {threads}: expected 1 to 1024."),
    };

    /// <summary>A number that was given, if it is in its range.</summary>
    /// <exception cref="UsageException">It is below 1.</exception>
    internal static int AtLeastOne(string option, int value) => value >= 1 ? value : throw new UsageException($"{option} {value}: expected at least 1.");

    /// <summary>The same of a number that need not be given.</summary>
    /// <inheritdoc cref="AtLeastOne(string, int)"/>
    internal static int? AtLeastOne(string option, int? value) => value is int given ? AtLeastOne(option, given) : null;
}
