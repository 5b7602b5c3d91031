using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DigitLab.Neural;

/// <summary>6 rows by 3 vectors: 18 sums in registers, three loads of w and 6 spread numbers of x a step.</summary>
internal static class Tile6x3
{
    internal static void Run<TLanes, TVector, TRows>(
        in ProductBlock block, ref float x, ReadOnlySpan<int> rows, ReadOnlySpan<int> steps, ref float w, ref float y, nint ahead = 0)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TRows : struct, IWeightRows
    {
        // Rows beyond the last repeat it, and are not stored.
        int last = rows.Length - 1;
        nint r0 = rows[0], r1 = rows[Math.Min(1, last)], r2 = rows[Math.Min(2, last)], r3 = rows[Math.Min(3, last)], r4 = rows[Math.Min(4, last)], r5 = rows[Math.Min(5, last)];
        ref float start = ref block.Start(ref y);
        TVector s00 = block.First<TLanes, TVector>(ref start, Math.Min(0, last), 0), s01 = block.First<TLanes, TVector>(ref start, Math.Min(0, last), 1), s02 = block.First<TLanes, TVector>(ref start, Math.Min(0, last), 2);
        TVector s10 = block.First<TLanes, TVector>(ref start, Math.Min(1, last), 0), s11 = block.First<TLanes, TVector>(ref start, Math.Min(1, last), 1), s12 = block.First<TLanes, TVector>(ref start, Math.Min(1, last), 2);
        TVector s20 = block.First<TLanes, TVector>(ref start, Math.Min(2, last), 0), s21 = block.First<TLanes, TVector>(ref start, Math.Min(2, last), 1), s22 = block.First<TLanes, TVector>(ref start, Math.Min(2, last), 2);
        TVector s30 = block.First<TLanes, TVector>(ref start, Math.Min(3, last), 0), s31 = block.First<TLanes, TVector>(ref start, Math.Min(3, last), 1), s32 = block.First<TLanes, TVector>(ref start, Math.Min(3, last), 2);
        TVector s40 = block.First<TLanes, TVector>(ref start, Math.Min(4, last), 0), s41 = block.First<TLanes, TVector>(ref start, Math.Min(4, last), 1), s42 = block.First<TLanes, TVector>(ref start, Math.Min(4, last), 2);
        TVector s50 = block.First<TLanes, TVector>(ref start, Math.Min(5, last), 0), s51 = block.First<TLanes, TVector>(ref start, Math.Min(5, last), 1), s52 = block.First<TLanes, TVector>(ref start, Math.Min(5, last), 2);

        // References move along instead of being computed from an index: that leaves the registers to the rows.
        nint stride = block.WStride;
        ref int step = ref MemoryMarshal.GetReference(steps);
        ref int end = ref Unsafe.Add(ref step, steps.Length);
        while (Unsafe.IsAddressLessThan(ref step, ref end))
        {
            ref float xt = ref Unsafe.Add(ref x, (nint)step);
            ref float wt = ref TRows.At(ref w, step, stride);
            TVector w0 = TLanes.Load(ref wt, 0), w1 = TLanes.Load(ref wt, TLanes.Count), w2 = TLanes.Load(ref wt, 2 * TLanes.Count);
            TVector x0 = TLanes.Spread(Unsafe.Add(ref xt, r0));
            s00 = TLanes.FusedMultiplyAdd(x0, w0, s00);
            s01 = TLanes.FusedMultiplyAdd(x0, w1, s01);
            s02 = TLanes.FusedMultiplyAdd(x0, w2, s02);
            TVector x1 = TLanes.Spread(Unsafe.Add(ref xt, r1));
            s10 = TLanes.FusedMultiplyAdd(x1, w0, s10);
            s11 = TLanes.FusedMultiplyAdd(x1, w1, s11);
            s12 = TLanes.FusedMultiplyAdd(x1, w2, s12);
            TVector x2 = TLanes.Spread(Unsafe.Add(ref xt, r2));
            s20 = TLanes.FusedMultiplyAdd(x2, w0, s20);
            s21 = TLanes.FusedMultiplyAdd(x2, w1, s21);
            s22 = TLanes.FusedMultiplyAdd(x2, w2, s22);
            TVector x3 = TLanes.Spread(Unsafe.Add(ref xt, r3));
            s30 = TLanes.FusedMultiplyAdd(x3, w0, s30);
            s31 = TLanes.FusedMultiplyAdd(x3, w1, s31);
            s32 = TLanes.FusedMultiplyAdd(x3, w2, s32);
            TVector x4 = TLanes.Spread(Unsafe.Add(ref xt, r4));
            s40 = TLanes.FusedMultiplyAdd(x4, w0, s40);
            s41 = TLanes.FusedMultiplyAdd(x4, w1, s41);
            s42 = TLanes.FusedMultiplyAdd(x4, w2, s42);
            TVector x5 = TLanes.Spread(Unsafe.Add(ref xt, r5));
            s50 = TLanes.FusedMultiplyAdd(x5, w0, s50);
            s51 = TLanes.FusedMultiplyAdd(x5, w1, s51);
            s52 = TLanes.FusedMultiplyAdd(x5, w2, s52);
            if (TRows.FetchesAhead)
            {
                CacheHint.Fetch(ref w, ahead);
            }

            w = ref TRows.Next(ref w, stride);
            step = ref Unsafe.Add(ref step, 1);
        }

        block.Store<TLanes, TVector>(s00, ref y, 0, 0);
        block.Store<TLanes, TVector>(s01, ref y, 0, 1);
        block.Store<TLanes, TVector>(s02, ref y, 0, 2);

        if (last < 1)
        {
            return;
        }

        block.Store<TLanes, TVector>(s10, ref y, 1, 0);
        block.Store<TLanes, TVector>(s11, ref y, 1, 1);
        block.Store<TLanes, TVector>(s12, ref y, 1, 2);

        if (last < 2)
        {
            return;
        }

        block.Store<TLanes, TVector>(s20, ref y, 2, 0);
        block.Store<TLanes, TVector>(s21, ref y, 2, 1);
        block.Store<TLanes, TVector>(s22, ref y, 2, 2);

        if (last < 3)
        {
            return;
        }

        block.Store<TLanes, TVector>(s30, ref y, 3, 0);
        block.Store<TLanes, TVector>(s31, ref y, 3, 1);
        block.Store<TLanes, TVector>(s32, ref y, 3, 2);

        if (last < 4)
        {
            return;
        }

        block.Store<TLanes, TVector>(s40, ref y, 4, 0);
        block.Store<TLanes, TVector>(s41, ref y, 4, 1);
        block.Store<TLanes, TVector>(s42, ref y, 4, 2);

        if (last < 5)
        {
            return;
        }

        block.Store<TLanes, TVector>(s50, ref y, 5, 0);
        block.Store<TLanes, TVector>(s51, ref y, 5, 1);
        block.Store<TLanes, TVector>(s52, ref y, 5, 2);
    }
}
