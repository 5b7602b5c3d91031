using System.CommandLine;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Perfolizer.Horology;

namespace DigitLab.Benchmarks;

/// <summary><c>kernels [--filter TEXT] [--list|--try]</c>.</summary>
internal static class KernelsCommand
{
    internal static Command Create()
    {
        var filter = new Option<string>("--filter") { Description = "Only kernels whose names contain this: m3, conv2, \"input gradient\".", DefaultValueFactory = _ => "" };
        var list = new Option<bool>("--list") { Description = "Print the names and measure nothing." };
        var once = new Option<bool>("--try") { Description = "Run each once and measure nothing: whether all still run." };
        var command = new Command("kernels", "Each kernel on the shapes of the networks, beside its naive twin, on one thread (BenchmarkDotNet).") { filter, list, once };
        command.SetAction(parsed => BenchmarkFailures.Report(() => Run(parsed.GetValue(filter)!, parsed.GetValue(list), parsed.GetValue(once))));
        return command;
    }

    private static void Run(string filter, bool isListing, bool isTrying)
    {
        KernelBenchmark.Cases = [.. KernelCases.Containing(filter)];
        if (KernelBenchmark.Cases.Count == 0)
        {
            throw new ArgumentException($"--filter {filter}: no kernel's name contains this: --list prints them all.");
        }

        if (isListing)
        {
            Console.WriteLine(string.Join('\n', KernelBenchmark.Cases));
            return;
        }

        if (isTrying)
        {
            foreach (KernelPair pair in KernelBenchmark.Cases.Select(each => each.Prepare()))
            {
                pair.Naive();
                pair.Ours();
            }

            Console.WriteLine($"{KernelBenchmark.Cases.Count} kernels and their twins ran.");
            return;
        }

        Console.Error.WriteLine($"{KernelBenchmark.Cases.Count} kernels, each a second or two ...");
        Summary summary = BenchmarkRunner.Run<KernelBenchmark>(Config());
        if (summary.HasCriticalValidationErrors)
        {
            throw new InvalidOperationException(string.Join(' ', summary.ValidationErrors.Select(error => error.Message)));
        }

        KernelsReport.Write(Console.Out, summary);
    }

    // In this process, where the kernels are; short, for there are many of them and the machine drifts more than their spread.
    private static ManualConfig Config() => ManualConfig.CreateEmpty()
        .AddJob(Job.Default
            .WithToolchain(InProcessNoEmitToolchain.Instance)
            .WithWarmupCount(1)
            .WithIterationCount(3)
            .WithIterationTime(TimeInterval.FromMilliseconds(50))
            .WithUnrollFactor(1)
            .WithEvaluateOverhead(false))
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddExporter(JsonExporter.Full, MarkdownExporter.GitHub)
        .AddLogger(NullLogger.Instance);
}
