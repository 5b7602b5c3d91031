using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DigitLab.Neural;

/// <summary>8 rows by 1 vector: 8 sums in registers, one load of w and 8 spread numbers of x a step.</summary>
internal static class Tile8x1
{
    internal static void Run<TLanes, TVector>(in ProductBlock block, ref float x, ReadOnlySpan<int> rows, ReadOnlySpan<int> steps, ref float w, ref float y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        // Rows beyond the last repeat it, and are not stored.
        int last = rows.Length - 1;
        nint r0 = rows[0], r1 = rows[Math.Min(1, last)], r2 = rows[Math.Min(2, last)], r3 = rows[Math.Min(3, last)], r4 = rows[Math.Min(4, last)], r5 = rows[Math.Min(5, last)], r6 = rows[Math.Min(6, last)], r7 = rows[Math.Min(7, last)];
        ref float start = ref block.Start(ref y);
        TVector s00 = block.First<TLanes, TVector>(ref start, Math.Min(0, last), 0);
        TVector s10 = block.First<TLanes, TVector>(ref start, Math.Min(1, last), 0);
        TVector s20 = block.First<TLanes, TVector>(ref start, Math.Min(2, last), 0);
        TVector s30 = block.First<TLanes, TVector>(ref start, Math.Min(3, last), 0);
        TVector s40 = block.First<TLanes, TVector>(ref start, Math.Min(4, last), 0);
        TVector s50 = block.First<TLanes, TVector>(ref start, Math.Min(5, last), 0);
        TVector s60 = block.First<TLanes, TVector>(ref start, Math.Min(6, last), 0);
        TVector s70 = block.First<TLanes, TVector>(ref start, Math.Min(7, last), 0);

        // References move along instead of being computed from an index: that leaves the registers to the rows.
        nint stride = block.WStride;
        ref int step = ref MemoryMarshal.GetReference(steps);
        ref int end = ref Unsafe.Add(ref step, steps.Length);
        while (Unsafe.IsAddressLessThan(ref step, ref end))
        {
            ref float xt = ref Unsafe.Add(ref x, (nint)step);
            TVector w0 = TLanes.Load(ref w, 0);
            s00 = TLanes.FusedMultiplyAdd(TLanes.Spread(Unsafe.Add(ref xt, r0)), w0, s00);
            s10 = TLanes.FusedMultiplyAdd(TLanes.Spread(Unsafe.Add(ref xt, r1)), w0, s10);
            s20 = TLanes.FusedMultiplyAdd(TLanes.Spread(Unsafe.Add(ref xt, r2)), w0, s20);
            s30 = TLanes.FusedMultiplyAdd(TLanes.Spread(Unsafe.Add(ref xt, r3)), w0, s30);
            s40 = TLanes.FusedMultiplyAdd(TLanes.Spread(Unsafe.Add(ref xt, r4)), w0, s40);
            s50 = TLanes.FusedMultiplyAdd(TLanes.Spread(Unsafe.Add(ref xt, r5)), w0, s50);
            s60 = TLanes.FusedMultiplyAdd(TLanes.Spread(Unsafe.Add(ref xt, r6)), w0, s60);
            s70 = TLanes.FusedMultiplyAdd(TLanes.Spread(Unsafe.Add(ref xt, r7)), w0, s70);
            w = ref Unsafe.Add(ref w, stride);
            step = ref Unsafe.Add(ref step, 1);
        }

        block.Store<TLanes, TVector>(s00, ref y, 0, 0);

        if (last < 1)
        {
            return;
        }

        block.Store<TLanes, TVector>(s10, ref y, 1, 0);

        if (last < 2)
        {
            return;
        }

        block.Store<TLanes, TVector>(s20, ref y, 2, 0);

        if (last < 3)
        {
            return;
        }

        block.Store<TLanes, TVector>(s30, ref y, 3, 0);

        if (last < 4)
        {
            return;
        }

        block.Store<TLanes, TVector>(s40, ref y, 4, 0);

        if (last < 5)
        {
            return;
        }

        block.Store<TLanes, TVector>(s50, ref y, 5, 0);

        if (last < 6)
        {
            return;
        }

        block.Store<TLanes, TVector>(s60, ref y, 6, 0);

        if (last < 7)
        {
            return;
        }

        block.Store<TLanes, TVector>(s70, ref y, 7, 0);
    }
}
