using BenchmarkDotNet.Reports;
using DigitLab.Neural;

namespace DigitLab.Benchmarks;

/// <summary>The kernels' times as a Markdown table.</summary>
internal static class KernelsReport
{
    internal static void Write(TextWriter output, Summary summary)
    {
        using var one = new Workers(1);
        double peak = MultiplyAddPeak.MeasureGflops(one, seconds: 0.5);
        output.WriteLine(MachineReport.Describe(threads: 1));
        output.WriteLine($"Measured multiply-add peak: {peak:N0} GFLOP/s. Medians of BenchmarkDotNet's iterations.\n");
        output.WriteLine("| kernel | batch | naive, µs | ours, µs | times as fast | GFLOP/s | of peak |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        ILookup<KernelCase, BenchmarkReport> reports = summary.Reports.ToLookup(CaseOf);
        foreach (KernelCase each in KernelBenchmark.Cases)
        {
            output.WriteLine(Row(
                each, Microseconds(reports[each], nameof(KernelBenchmark.Naive)), Microseconds(reports[each], nameof(KernelBenchmark.Ours)), peak));
        }
    }

    private static string Row(KernelCase work, double? naive, double? ours, double peak)
    {
        double? gflops = work.MultiplyAdds > 0 ? 2e-3 * work.MultiplyAdds / ours : null;
        string share = gflops is null ? "" : $"{100 * gflops / peak:N0}%";
        return $"| {work.Name} | {work.Batch} | {naive:N1} | {ours:N1} | {naive / ours:N1} | {gflops:N1} | {share} |";
    }

    private static KernelCase CaseOf(BenchmarkReport report) => (KernelCase)report.BenchmarkCase.Parameters[nameof(KernelBenchmark.Case)];

    private static double? Microseconds(IEnumerable<BenchmarkReport> reports, string method) =>
        reports.FirstOrDefault(report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name == method)?.ResultStatistics?.Median / 1e3;
}
