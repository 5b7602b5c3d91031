using System.CommandLine;

namespace DigitLab.Benchmarks;

/// <summary>Options that several benchmarks have.</summary>
internal static class MeasuringOptions
{
    internal static Option<int> Threads() => new("--threads")
    {
        Description = "Threads, for us and for the peers; all cores if not given.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    internal static Option<double> Seconds(double usual) => new("--seconds")
    {
        Description = "How long each figure is measured each time.",
        DefaultValueFactory = _ => usual,
    };

    internal static int Read(ParseResult parsed, Option<int> threads) => parsed.GetValue(threads) is >= 1 and <= 1024 and int count
        ? count
        : throw new ArgumentException($"--threads {parsed.GetValue(threads)}: expected 1 to 1024.");

    internal static int ReadRounds(ParseResult parsed, Option<int> rounds) => parsed.GetValue(rounds) is >= 1 and int count
        ? count
        : throw new ArgumentException($"--rounds {parsed.GetValue(rounds)}: expected at least 1.");

    internal static double Read(ParseResult parsed, Option<double> seconds) => parsed.GetValue(seconds) is > 0 and <= 600 and double duration
        ? duration
        : throw new ArgumentException($"--seconds {parsed.GetValue(seconds)}: expected more than 0 and at most 600.");
}
