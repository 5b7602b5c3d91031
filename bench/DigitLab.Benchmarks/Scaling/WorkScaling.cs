using System.Diagnostics;
using DigitLab.Neural;

namespace DigitLab.Benchmarks;

/// <summary>Training on 60,000, 600,000 and 6,000,000 streamed digits: time a digit and memory, which should not grow.</summary>
/// <remarks>The smallest work comes first and again last, because over minutes the machine itself drifts.</remarks>
internal static class WorkScaling
{
    internal const int SmallestWork = 60_000;

    private const string NetworkName = "lenet5";

    internal static void Run(int threads, int most)
    {
        MeasuredNetwork measured = MeasuredNetwork.Named(NetworkName);
        Console.WriteLine($"\n### Work: {NetworkName}, batches of {measured.Batch}, {threads} threads; synthetic digits, each drawn once, on the fly\n");
        Console.WriteLine("| digits | training, µs a digit | with drawing them | loss at the end | peak memory, MiB | allocated in the loop, KiB |");
        Console.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: |");
        using var workers = new Workers(threads);
        var training = new StreamedTraining(measured, workers);
        training.Run(SmallestWork / 10);   // warms
        Row(training, SmallestWork);
        for (long digits = 10L * SmallestWork; digits <= most; digits *= 10)
        {
            Row(training, digits);
        }

        Row(training, SmallestWork);
    }

    private static void Row(StreamedTraining training, long digits)
    {
        Console.Error.WriteLine($"{digits:N0} digits ...");
        long before = GC.GetTotalAllocatedBytes(precise: true);
        (TimeSpan total, TimeSpan steps) = training.Run(digits);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(
            $"| {digits:N0} | {steps.TotalMicroseconds / digits:N2} | {total.TotalMicroseconds / digits:N2} | {training.Loss:F4} "
            + $"| {process.PeakWorkingSet64 / 1048576.0:N0} | {allocated / 1024.0:N0} |");
    }
}
