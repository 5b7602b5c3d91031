using System.CommandLine;

namespace DigitLab.Benchmarks;

/// <summary><c>scaling [--only threads|batch|work] [--most N]</c>.</summary>
internal static class ScalingCommand
{
    private const int LargestWork = 6_000_000;

    internal static Command Create()
    {
        var only = new Option<string?>("--only") { Description = "One of the three alone: threads, batch, work." };
        only.AcceptOnlyFromAmong("threads", "batch", "work");
        var most = new Option<int>("--most") { Description = "The largest work, in digits, for a quick run.", DefaultValueFactory = _ => LargestWork };
        var rounds = new Option<int>("--rounds") { Description = "How often each rate is measured.", DefaultValueFactory = _ => 3 };
        Option<int> threads = MeasuringOptions.Threads();
        Option<double> seconds = MeasuringOptions.Seconds(1);
        var command = new Command("scaling", "How the cost grows with threads, batch and work: 60,000 to 6,000,000 digits, streamed.") { only, most, threads, rounds, seconds };
        command.SetAction(parsed => BenchmarkFailures.Report(() =>
        {
            var settings = new MeasuringSettings(MeasuringOptions.Read(parsed, threads), MeasuringOptions.Read(parsed, seconds))
            {
                Rounds = MeasuringOptions.ReadRounds(parsed, rounds),
            };
            int largest = parsed.GetValue(most) is >= WorkScaling.SmallestWork and int count
                ? count
                : throw new ArgumentException($"--most {parsed.GetValue(most)}: expected at least {WorkScaling.SmallestWork}.");
            Run(parsed.GetValue(only), settings, largest);
        }));
        return command;
    }

    private static void Run(string? only, MeasuringSettings settings, int largest)
    {
        Console.WriteLine(MachineReport.Describe(settings.Threads));
        if (only is null or "threads")
        {
            ThreadScaling.Run(settings);
        }

        if (only is null or "batch")
        {
            BatchScaling.Run(settings);
        }

        if (only is null or "work")
        {
            WorkScaling.Run(settings.Threads, largest);
        }
    }
}
