using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DigitLab.Neural;

/// <summary>One row by 8 vectors: 8 sums in registers, for a single sample, which reads each weight once and in long pieces.</summary>
internal static class Tile1x8
{
    internal static void Run<TLanes, TVector>(in ProductBlock block, ref float x, ReadOnlySpan<int> rows, ReadOnlySpan<int> steps, ref float w, ref float y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        ref float start = ref block.Start(ref y);
        TVector s0 = block.First<TLanes, TVector>(ref start, 0, 0);
        TVector s1 = block.First<TLanes, TVector>(ref start, 0, 1);
        TVector s2 = block.First<TLanes, TVector>(ref start, 0, 2);
        TVector s3 = block.First<TLanes, TVector>(ref start, 0, 3);
        TVector s4 = block.First<TLanes, TVector>(ref start, 0, 4);
        TVector s5 = block.First<TLanes, TVector>(ref start, 0, 5);
        TVector s6 = block.First<TLanes, TVector>(ref start, 0, 6);
        TVector s7 = block.First<TLanes, TVector>(ref start, 0, 7);

        nint stride = block.WStride;
        ref float xr = ref Unsafe.Add(ref x, rows[0]);
        ref int step = ref MemoryMarshal.GetReference(steps);
        ref int end = ref Unsafe.Add(ref step, steps.Length);
        while (Unsafe.IsAddressLessThan(ref step, ref end))
        {
            TVector number = TLanes.Spread(Unsafe.Add(ref xr, (nint)step));
            s0 = TLanes.FusedMultiplyAdd(number, TLanes.Load(ref w, 0), s0);
            s1 = TLanes.FusedMultiplyAdd(number, TLanes.Load(ref w, TLanes.Count), s1);
            s2 = TLanes.FusedMultiplyAdd(number, TLanes.Load(ref w, 2 * TLanes.Count), s2);
            s3 = TLanes.FusedMultiplyAdd(number, TLanes.Load(ref w, 3 * TLanes.Count), s3);
            s4 = TLanes.FusedMultiplyAdd(number, TLanes.Load(ref w, 4 * TLanes.Count), s4);
            s5 = TLanes.FusedMultiplyAdd(number, TLanes.Load(ref w, 5 * TLanes.Count), s5);
            s6 = TLanes.FusedMultiplyAdd(number, TLanes.Load(ref w, 6 * TLanes.Count), s6);
            s7 = TLanes.FusedMultiplyAdd(number, TLanes.Load(ref w, 7 * TLanes.Count), s7);
            w = ref Unsafe.Add(ref w, stride);
            step = ref Unsafe.Add(ref step, 1);
        }

        block.Store<TLanes, TVector>(s0, ref y, 0, 0);
        block.Store<TLanes, TVector>(s1, ref y, 0, 1);
        block.Store<TLanes, TVector>(s2, ref y, 0, 2);
        block.Store<TLanes, TVector>(s3, ref y, 0, 3);
        block.Store<TLanes, TVector>(s4, ref y, 0, 4);
        block.Store<TLanes, TVector>(s5, ref y, 0, 5);
        block.Store<TLanes, TVector>(s6, ref y, 0, 6);
        block.Store<TLanes, TVector>(s7, ref y, 0, 7);
    }
}
