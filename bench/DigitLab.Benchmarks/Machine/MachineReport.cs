using System.Runtime.InteropServices;
using DigitLab.Neural;

namespace DigitLab.Benchmarks;

/// <summary>Where and with what the figures were measured, as the lines on top of every report.</summary>
internal static class MachineReport
{
    internal static string Describe(int threads) =>
        $"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC; {Processor()}, {Environment.ProcessorCount} cores, {VectorWidth.Name}; {RuntimeInformation.OSDescription}; "
        + $"{RuntimeInformation.FrameworkDescription}; {threads} {(threads == 1 ? "thread" : "threads")}.";

    private static string Processor()
    {
        string? name = null;
        if (File.Exists("/proc/cpuinfo"))
        {
            name = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
        }

        return name ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? $"{RuntimeInformation.ProcessArchitecture}";
    }
}
