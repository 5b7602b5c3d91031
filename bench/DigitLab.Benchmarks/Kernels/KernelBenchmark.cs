using System.Diagnostics;
using BenchmarkDotNet.Attributes;

namespace DigitLab.Benchmarks;

/// <summary>A kernel and its naive twin, as BenchmarkDotNet runs them.</summary>
public class KernelBenchmark
{
    private static readonly TimeSpan Warming = TimeSpan.FromMilliseconds(200);

    private KernelPair _pair = new(() => { }, () => { });

    /// <summary>What is measured, one after the other.</summary>
    public static IReadOnlyList<KernelCase> Cases { get; internal set; } = [];

    /// <summary>What is measured now.</summary>
    [ParamsSource(nameof(Cases))]
    public KernelCase Case { get; set; } = new("", 0, 0, () => new KernelPair(() => { }, () => { }));

    /// <summary>Makes the tensors for the twin.</summary>
    [GlobalSetup(Target = nameof(Naive))]
    public void Prepare() => _pair = Case.Prepare();

    /// <summary>Makes the tensors, and runs the kernel until the runtime has compiled it as well as it can.</summary>
    [GlobalSetup(Target = nameof(Ours))]
    public void PrepareAndWarm()
    {
        Prepare();
        for (int i = 0; i < 2; i++)
        {
            var clock = Stopwatch.StartNew();
            do
            {
                _pair.Ours();
            }
            while (clock.Elapsed < Warming);
            Thread.Sleep(Warming);   // it compiles beside us, and waits for a quiet moment
        }
    }

    /// <summary>The textbook's loops.</summary>
    [Benchmark(Baseline = true)]
    public void Naive() => _pair.Naive();

    /// <summary>The engine's kernel, on one thread.</summary>
    [Benchmark]
    public void Ours() => _pair.Ours();
}
