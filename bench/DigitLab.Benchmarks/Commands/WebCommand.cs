using System.CommandLine;

namespace DigitLab.Benchmarks;

/// <summary><c>web [--connections N] [--seconds S]</c>.</summary>
internal static class WebCommand
{
    internal static Command Create()
    {
        var connections = new Option<int>("--connections") { Description = "Visitors at once.", DefaultValueFactory = _ => 64 };
        Option<double> seconds = MeasuringOptions.Seconds(10);
        var command = new Command("web", "What the web lab reads under load: drawings a second, the 50th and 99th percentile, memory; beside the library alone.") { connections, seconds };
        command.SetAction(parsed => BenchmarkFailures.Report(() =>
        {
            int visitors = parsed.GetValue(connections);
            if (visitors is < 1 or > 1000)
            {
                throw new ArgumentException($"--connections {visitors}: expected 1 to 1000.");
            }

            Console.WriteLine(MachineReport.Describe(Environment.ProcessorCount));
            RecognitionLoad.Run(visitors, MeasuringOptions.Read(parsed, seconds));
        }));
        return command;
    }
}
