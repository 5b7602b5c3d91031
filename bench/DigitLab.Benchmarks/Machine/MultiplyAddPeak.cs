using System.Diagnostics;
using System.Runtime.CompilerServices;
using DigitLab.Neural;

namespace DigitLab.Benchmarks;

/// <summary>The machine's own limit: multiply-adds a second when nothing waits for memory nor for a sum before it.</summary>
/// <remarks>
/// Each thread keeps 16 sums in registers (12 where there are 16 registers in all) and adds to them in turn, in the widest vectors,
/// so that the instruction's latency is hidden. A kernel, which must also load what it multiplies, can come near and never pass it.
/// </remarks>
internal static class MultiplyAddPeak
{
    private const int Steps = 100_000;

    /// <summary>Billions of float32 operations a second, a multiply-add counted as two.</summary>
    internal static double MeasureGflops(Workers workers, double seconds)
    {
        int pieces = 4 * workers.Threads;
        var job = new SumJob(new float[pieces * SumJob.LargestVector]);
        workers.RunVectors(pieces, job);   // warms
        var clock = Stopwatch.StartNew();
        long runs = 0;
        do
        {
            workers.RunVectors(pieces, job);
            runs++;
        }
        while (clock.Elapsed.TotalSeconds < seconds);

        double perPiece = 2.0 * Steps * SumJob.Sums * VectorWidth.Lanes;
        return runs * pieces * perPiece / clock.Elapsed.TotalSeconds / 1e9;
    }

    private readonly struct SumJob(float[] results) : IVectorJob
    {
        internal const int LargestVector = 16;

        // AVX2 has 16 registers, of which two hold the factors.
        internal static int Sums => VectorWidth.Lanes == 8 ? 12 : 16;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run<TLanes, TVector>(int piece)
            where TLanes : struct, ILanes<TVector>
            where TVector : struct
        {
            // s ← s · a + b stays near b / (1 − a): neither infinite nor denormal.
            TVector a = TLanes.Spread(0.75f), b = TLanes.Spread(0.25f);
            TVector s0 = a, s1 = a, s2 = a, s3 = a, s4 = a, s5 = a, s6 = a, s7 = a, s8 = a, s9 = a, s10 = a, s11 = a, s12 = a, s13 = a, s14 = a, s15 = a;
            for (int step = 0; step < Steps; step++)
            {
                s0 = TLanes.FusedMultiplyAdd(s0, a, b);
                s1 = TLanes.FusedMultiplyAdd(s1, a, b);
                s2 = TLanes.FusedMultiplyAdd(s2, a, b);
                s3 = TLanes.FusedMultiplyAdd(s3, a, b);
                s4 = TLanes.FusedMultiplyAdd(s4, a, b);
                s5 = TLanes.FusedMultiplyAdd(s5, a, b);
                s6 = TLanes.FusedMultiplyAdd(s6, a, b);
                s7 = TLanes.FusedMultiplyAdd(s7, a, b);
                s8 = TLanes.FusedMultiplyAdd(s8, a, b);
                s9 = TLanes.FusedMultiplyAdd(s9, a, b);
                s10 = TLanes.FusedMultiplyAdd(s10, a, b);
                s11 = TLanes.FusedMultiplyAdd(s11, a, b);
                if (TLanes.Count != 8)
                {
                    s12 = TLanes.FusedMultiplyAdd(s12, a, b);
                    s13 = TLanes.FusedMultiplyAdd(s13, a, b);
                    s14 = TLanes.FusedMultiplyAdd(s14, a, b);
                    s15 = TLanes.FusedMultiplyAdd(s15, a, b);
                }
            }

            TVector all = TLanes.Add(TLanes.Add(TLanes.Add(s0, s1), TLanes.Add(s2, s3)), TLanes.Add(TLanes.Add(s4, s5), TLanes.Add(s6, s7)));
            all = TLanes.Add(all, TLanes.Add(TLanes.Add(TLanes.Add(s8, s9), TLanes.Add(s10, s11)), TLanes.Add(TLanes.Add(s12, s13), TLanes.Add(s14, s15))));
            TLanes.Store(all, ref results[piece * LargestVector], 0);   // or all of it would be left out
        }
    }
}
