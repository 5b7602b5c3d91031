using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>The product of two small matrices, C[i,j] = Σ_k A[i,k] · B[k,j], k ascending from 0 with one rounding a term.</summary>
/// <remarks>A lane is a column: it adds its own terms in the order of <see cref="PlaneProductReference"/>. Four rows by two vectors stay in registers.</remarks>
internal static class PlaneProduct
{
    private const int Rows = 4;

    /// <param name="size">The number of columns is a multiple of <see cref="PlaneSize.Step"/>.</param>
    /// <param name="a">[rows, depth].</param>
    /// <param name="b">[depth, columns].</param>
    /// <param name="c">[rows, columns], overwritten.</param>
    internal static void Run<TLanes, TVector>(in ProductSize size, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        // The only checks: inside, all places follow from these.
        Debug.Assert(size.Columns % PlaneSize.Step == 0);
        ref float a0 = ref MemoryMarshal.GetReference(a[..(((size.Rows - 1) * size.StrideA) + size.Depth)]);
        ref float b0 = ref MemoryMarshal.GetReference(b[..(((size.Depth - 1) * size.StrideB) + size.Columns)]);
        ref float c0 = ref MemoryMarshal.GetReference(c[..(((size.Rows - 1) * size.StrideC) + size.Columns)]);
        for (int j = 0; j < size.Columns; j += 2 * TLanes.Count)
        {
            int i = 0;
            for (; i <= size.Rows - Rows; i += Rows)
            {
                FourRows<TLanes, TVector>(
                    ref a0, i * size.StrideA, size.StrideA, ref b0, j, size.StrideB, ref c0, (i * size.StrideC) + j, size.StrideC, size.Depth);
            }

            for (; i < size.Rows; i++)
            {
                OneRow<TLanes, TVector>(ref a0, i * size.StrideA, ref b0, j, size.StrideB, ref c0, (i * size.StrideC) + j, size.Depth);
            }
        }
    }

    private static void FourRows<TLanes, TVector>(
        ref float a, nint fromA, nint strideA, ref float b, nint fromB, nint strideB, ref float c, nint toC, nint strideC, int depth)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector s0 = TLanes.Zero, s1 = TLanes.Zero, t0 = TLanes.Zero, t1 = TLanes.Zero;
        TVector u0 = TLanes.Zero, u1 = TLanes.Zero, v0 = TLanes.Zero, v1 = TLanes.Zero;
        for (int k = 0; k < depth; k++, fromA++, fromB += strideB)
        {
            TVector b0 = TLanes.Load(ref b, fromB), b1 = TLanes.Load(ref b, fromB + TLanes.Count);
            TVector weight = TLanes.Spread(At(ref a, fromA));
            (s0, s1) = (TLanes.FusedMultiplyAdd(weight, b0, s0), TLanes.FusedMultiplyAdd(weight, b1, s1));
            weight = TLanes.Spread(At(ref a, fromA + strideA));
            (t0, t1) = (TLanes.FusedMultiplyAdd(weight, b0, t0), TLanes.FusedMultiplyAdd(weight, b1, t1));
            weight = TLanes.Spread(At(ref a, fromA + (2 * strideA)));
            (u0, u1) = (TLanes.FusedMultiplyAdd(weight, b0, u0), TLanes.FusedMultiplyAdd(weight, b1, u1));
            weight = TLanes.Spread(At(ref a, fromA + (3 * strideA)));
            (v0, v1) = (TLanes.FusedMultiplyAdd(weight, b0, v0), TLanes.FusedMultiplyAdd(weight, b1, v1));
        }

        Store<TLanes, TVector>(s0, s1, ref c, toC);
        Store<TLanes, TVector>(t0, t1, ref c, toC + strideC);
        Store<TLanes, TVector>(u0, u1, ref c, toC + (2 * strideC));
        Store<TLanes, TVector>(v0, v1, ref c, toC + (3 * strideC));
    }

    private static void OneRow<TLanes, TVector>(ref float a, nint fromA, ref float b, nint fromB, nint strideB, ref float c, nint toC, int depth)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector s0 = TLanes.Zero, s1 = TLanes.Zero;
        for (int k = 0; k < depth; k++, fromA++, fromB += strideB)
        {
            TVector weight = TLanes.Spread(At(ref a, fromA));
            s0 = TLanes.FusedMultiplyAdd(weight, TLanes.Load(ref b, fromB), s0);
            s1 = TLanes.FusedMultiplyAdd(weight, TLanes.Load(ref b, fromB + TLanes.Count), s1);
        }

        Store<TLanes, TVector>(s0, s1, ref c, toC);
    }

    private static void Store<TLanes, TVector>(TVector first, TVector second, ref float c, nint to)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TLanes.Store(first, ref c, to);
        TLanes.Store(second, ref c, to + TLanes.Count);
    }

    private static float At(ref float start, nint offset) => Unsafe.Add(ref start, offset);
}
