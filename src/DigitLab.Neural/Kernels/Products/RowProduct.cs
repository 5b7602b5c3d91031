using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DigitLab.Neural;

/// <summary>One row of numbers times a packed panel, term by term of a list: what is not in the list is not read.</summary>
/// <remarks>y[o] = start[o] + Σ_t x[t] · w[t, o], t as listed, one rounding a term; lane i is column o + i. Memory's pace is its limit, so three sums at a time are enough.</remarks>
internal static class RowProduct
{
    internal static void Run<TLanes, TVector>(
        ref float x, ReadOnlySpan<int> terms, ref float w, int stride, int columns, ref float y, ProductStart start, ref float bias, ProductEnd end)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (int o = 0; o < columns; o += 3 * TLanes.Count)
        {
            int vectors = Math.Min(3, (columns - o + TLanes.Count - 1) / TLanes.Count);
            var block = new ProductBlock(start, end, ref Unsafe.Add(ref bias, o), stride, columns, columns - o, vectors * TLanes.Count);
            if (vectors == 3)
            {
                ThreeVectors<TLanes, TVector>(block, ref x, terms, ref Unsafe.Add(ref w, o), ref Unsafe.Add(ref y, o));
                continue;
            }

            for (int vector = 0; vector < vectors; vector++)
            {
                OneVector<TLanes, TVector>(block, vector, ref x, terms, ref Unsafe.Add(ref w, o), ref Unsafe.Add(ref y, o));
            }
        }
    }

    private static void ThreeVectors<TLanes, TVector>(in ProductBlock block, ref float x, ReadOnlySpan<int> terms, ref float w, ref float y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        ref float start = ref block.Start(ref y);
        TVector s0 = block.First<TLanes, TVector>(ref start, 0, 0), s1 = block.First<TLanes, TVector>(ref start, 0, 1), s2 = block.First<TLanes, TVector>(ref start, 0, 2);
        nint stride = block.WStride;
        ref int term = ref MemoryMarshal.GetReference(terms);
        ref int end = ref Unsafe.Add(ref term, terms.Length);
        while (Unsafe.IsAddressLessThan(ref term, ref end))
        {
            nint t = term;
            TVector number = TLanes.Spread(Unsafe.Add(ref x, t));
            ref float row = ref Unsafe.Add(ref w, t * stride);
            s0 = TLanes.FusedMultiplyAdd(number, TLanes.Load(ref row, 0), s0);
            s1 = TLanes.FusedMultiplyAdd(number, TLanes.Load(ref row, TLanes.Count), s1);
            s2 = TLanes.FusedMultiplyAdd(number, TLanes.Load(ref row, 2 * TLanes.Count), s2);
            term = ref Unsafe.Add(ref term, 1);
        }

        block.Store<TLanes, TVector>(s0, ref y, 0, 0);
        block.Store<TLanes, TVector>(s1, ref y, 0, 1);
        block.Store<TLanes, TVector>(s2, ref y, 0, 2);
    }

    private static void OneVector<TLanes, TVector>(in ProductBlock block, int vector, ref float x, ReadOnlySpan<int> terms, ref float w, ref float y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        ref float start = ref block.Start(ref y);
        TVector sum = block.First<TLanes, TVector>(ref start, 0, vector);
        nint stride = block.WStride, at = vector * TLanes.Count;
        foreach (int t in terms)
        {
            sum = TLanes.FusedMultiplyAdd(TLanes.Spread(Unsafe.Add(ref x, t)), TLanes.Load(ref w, (t * stride) + at), sum);
        }

        block.Store<TLanes, TVector>(sum, ref y, 0, vector);
    }
}
