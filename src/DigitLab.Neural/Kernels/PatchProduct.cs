using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>The one product behind convolutions and dense layers, forward and backward: rows of numbers picked from x, times a matrix w.</summary>
/// <remarks>
/// <para>y[r, o] = start[r, o] + Σ_t x[rows[r] + steps[t]] · w[t, o], t ascending, one rounding a term.</para>
/// <para>
/// A patch of a picture, a sample of a batch, or one tap seen over all positions are all such rows: only the two tables of offsets
/// differ, so nothing is copied together first. Lane i is column o + i, and holds that column's own sum; the sums of a tile stay
/// in registers, while a tile's place and size follow the vector width. That moves work about, but each sum keeps its order.
/// </para>
/// <para>
/// Vectors at the end of a row are loaded whole and stored in part: behind w and y, <see cref="Tensor.Slack"/> floats must be readable.
/// </para>
/// </remarks>
internal static class PatchProduct
{
    // Steps done in one go: so much of w, two vectors wide, stays in the first-level cache while all rows pass by.
    private const int StepsAtOnce = 256;

    /// <param name="x">Where offset 0 is.</param>
    /// <param name="rows">An offset into x for each row of y.</param>
    /// <param name="steps">An offset into x for each term, added to the row's.</param>
    /// <param name="w">The term's row of the matrix; row t starts at t · <paramref name="wStride"/>.</param>
    /// <param name="wStride">From one row of w to the next.</param>
    /// <param name="columns">Columns of w and y that count.</param>
    /// <param name="y">Row r starts at r · <paramref name="yStride"/>.</param>
    /// <param name="yStride">From one row of y to the next.</param>
    /// <param name="start">What the sums start from.</param>
    /// <param name="bias">A number per column, for <see cref="ProductStart.Bias"/>.</param>
    internal static void Run<TLanes, TVector>(
        ref float x,
        ReadOnlySpan<int> rows,
        ReadOnlySpan<int> steps,
        ref float w,
        int wStride,
        int columns,
        ref float y,
        int yStride,
        ProductStart start,
        ref float bias)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        Debug.Assert(yStride >= columns && columns > 0, "Rows of y must not overlap.");
        int done = 0;
        do
        {
            ReadOnlySpan<int> now = steps.Slice(done, Math.Min(StepsAtOnce, steps.Length - done));
            for (int o = 0; o < columns; o += 2 * TLanes.Count)
            {
                var block = new Block(start, ref Unsafe.Add(ref bias, o), wStride, yStride, columns - o);
                Panel<TLanes, TVector>(block, ref x, rows, now, ref Unsafe.Add(ref w, ((nint)done * wStride) + o), ref Unsafe.Add(ref y, o));
            }

            done += now.Length;
            start = ProductStart.Sums;
        }
        while (done < steps.Length);
    }

    // All rows of the next two vectors of columns, or of the last one.
    private static void Panel<TLanes, TVector>(in Block block, ref float x, ReadOnlySpan<int> rows, ReadOnlySpan<int> steps, ref float w, ref float y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        bool isWide = block.Columns > TLanes.Count;
        int tallest = !isWide || TLanes.Count == 16 ? 8 : 4;   // 16 sums need more registers than the 16 of AVX2
        for (int r = 0; r < rows.Length; r += tallest)
        {
            ReadOnlySpan<int> some = rows.Slice(r, Math.Min(tallest, rows.Length - r));
            ref float yr = ref Unsafe.Add(ref y, (nint)r * block.YStride);
            if (some.Length > 4)
            {
                if (isWide)
                {
                    Tile8x2<TLanes, TVector>(block, ref x, some, steps, ref w, ref yr);
                }
                else
                {
                    Tile8x1<TLanes, TVector>(block, ref x, some, steps, ref w, ref yr);
                }
            }
            else if (isWide)
            {
                Tile4x2<TLanes, TVector>(block, ref x, some, steps, ref w, ref yr);
            }
            else
            {
                Tile4x1<TLanes, TVector>(block, ref x, some, steps, ref w, ref yr);
            }
        }
    }

    // 8 rows by 2 vectors: 16 sums in registers, two loads of w and 8 spread numbers of x a step.
    private static void Tile8x2<TLanes, TVector>(in Block block, ref float x, ReadOnlySpan<int> rows, ReadOnlySpan<int> steps, ref float w, ref float y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        // Rows beyond the last repeat it, and are not stored.
        int last = rows.Length - 1;
        nint r0 = rows[0], r1 = rows[Math.Min(1, last)], r2 = rows[Math.Min(2, last)], r3 = rows[Math.Min(3, last)], r4 = rows[Math.Min(4, last)], r5 = rows[Math.Min(5, last)], r6 = rows[Math.Min(6, last)], r7 = rows[Math.Min(7, last)];
        TVector s00 = First<TLanes, TVector>(block, ref y, Math.Min(0, last), 0), s01 = First<TLanes, TVector>(block, ref y, Math.Min(0, last), 1);
        TVector s10 = First<TLanes, TVector>(block, ref y, Math.Min(1, last), 0), s11 = First<TLanes, TVector>(block, ref y, Math.Min(1, last), 1);
        TVector s20 = First<TLanes, TVector>(block, ref y, Math.Min(2, last), 0), s21 = First<TLanes, TVector>(block, ref y, Math.Min(2, last), 1);
        TVector s30 = First<TLanes, TVector>(block, ref y, Math.Min(3, last), 0), s31 = First<TLanes, TVector>(block, ref y, Math.Min(3, last), 1);
        TVector s40 = First<TLanes, TVector>(block, ref y, Math.Min(4, last), 0), s41 = First<TLanes, TVector>(block, ref y, Math.Min(4, last), 1);
        TVector s50 = First<TLanes, TVector>(block, ref y, Math.Min(5, last), 0), s51 = First<TLanes, TVector>(block, ref y, Math.Min(5, last), 1);
        TVector s60 = First<TLanes, TVector>(block, ref y, Math.Min(6, last), 0), s61 = First<TLanes, TVector>(block, ref y, Math.Min(6, last), 1);
        TVector s70 = First<TLanes, TVector>(block, ref y, Math.Min(7, last), 0), s71 = First<TLanes, TVector>(block, ref y, Math.Min(7, last), 1);

        for (int t = 0; t < steps.Length; t++)
        {
            ref float wt = ref Unsafe.Add(ref w, (nint)t * block.WStride);
            ref float xt = ref Unsafe.Add(ref x, steps[t]);
            TVector w0 = TLanes.Load(ref wt, 0);
            TVector w1 = TLanes.Load(ref wt, TLanes.Count);
            TVector x0 = TLanes.Spread(Unsafe.Add(ref xt, r0));
            s00 = TLanes.FusedMultiplyAdd(x0, w0, s00);
            s01 = TLanes.FusedMultiplyAdd(x0, w1, s01);
            TVector x1 = TLanes.Spread(Unsafe.Add(ref xt, r1));
            s10 = TLanes.FusedMultiplyAdd(x1, w0, s10);
            s11 = TLanes.FusedMultiplyAdd(x1, w1, s11);
            TVector x2 = TLanes.Spread(Unsafe.Add(ref xt, r2));
            s20 = TLanes.FusedMultiplyAdd(x2, w0, s20);
            s21 = TLanes.FusedMultiplyAdd(x2, w1, s21);
            TVector x3 = TLanes.Spread(Unsafe.Add(ref xt, r3));
            s30 = TLanes.FusedMultiplyAdd(x3, w0, s30);
            s31 = TLanes.FusedMultiplyAdd(x3, w1, s31);
            TVector x4 = TLanes.Spread(Unsafe.Add(ref xt, r4));
            s40 = TLanes.FusedMultiplyAdd(x4, w0, s40);
            s41 = TLanes.FusedMultiplyAdd(x4, w1, s41);
            TVector x5 = TLanes.Spread(Unsafe.Add(ref xt, r5));
            s50 = TLanes.FusedMultiplyAdd(x5, w0, s50);
            s51 = TLanes.FusedMultiplyAdd(x5, w1, s51);
            TVector x6 = TLanes.Spread(Unsafe.Add(ref xt, r6));
            s60 = TLanes.FusedMultiplyAdd(x6, w0, s60);
            s61 = TLanes.FusedMultiplyAdd(x6, w1, s61);
            TVector x7 = TLanes.Spread(Unsafe.Add(ref xt, r7));
            s70 = TLanes.FusedMultiplyAdd(x7, w0, s70);
            s71 = TLanes.FusedMultiplyAdd(x7, w1, s71);
        }

        Store<TLanes, TVector>(block, s00, ref y, 0, 0);
        Store<TLanes, TVector>(block, s01, ref y, 0, 1);

        if (last < 1)
        {
            return;
        }

        Store<TLanes, TVector>(block, s10, ref y, 1, 0);
        Store<TLanes, TVector>(block, s11, ref y, 1, 1);

        if (last < 2)
        {
            return;
        }

        Store<TLanes, TVector>(block, s20, ref y, 2, 0);
        Store<TLanes, TVector>(block, s21, ref y, 2, 1);

        if (last < 3)
        {
            return;
        }

        Store<TLanes, TVector>(block, s30, ref y, 3, 0);
        Store<TLanes, TVector>(block, s31, ref y, 3, 1);

        if (last < 4)
        {
            return;
        }

        Store<TLanes, TVector>(block, s40, ref y, 4, 0);
        Store<TLanes, TVector>(block, s41, ref y, 4, 1);

        if (last < 5)
        {
            return;
        }

        Store<TLanes, TVector>(block, s50, ref y, 5, 0);
        Store<TLanes, TVector>(block, s51, ref y, 5, 1);

        if (last < 6)
        {
            return;
        }

        Store<TLanes, TVector>(block, s60, ref y, 6, 0);
        Store<TLanes, TVector>(block, s61, ref y, 6, 1);

        if (last < 7)
        {
            return;
        }

        Store<TLanes, TVector>(block, s70, ref y, 7, 0);
        Store<TLanes, TVector>(block, s71, ref y, 7, 1);
    }

    // 8 rows by 1 vector: 8 sums in registers, one load of w and 8 spread numbers of x a step.
    private static void Tile8x1<TLanes, TVector>(in Block block, ref float x, ReadOnlySpan<int> rows, ReadOnlySpan<int> steps, ref float w, ref float y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        // Rows beyond the last repeat it, and are not stored.
        int last = rows.Length - 1;
        nint r0 = rows[0], r1 = rows[Math.Min(1, last)], r2 = rows[Math.Min(2, last)], r3 = rows[Math.Min(3, last)], r4 = rows[Math.Min(4, last)], r5 = rows[Math.Min(5, last)], r6 = rows[Math.Min(6, last)], r7 = rows[Math.Min(7, last)];
        TVector s00 = First<TLanes, TVector>(block, ref y, Math.Min(0, last), 0);
        TVector s10 = First<TLanes, TVector>(block, ref y, Math.Min(1, last), 0);
        TVector s20 = First<TLanes, TVector>(block, ref y, Math.Min(2, last), 0);
        TVector s30 = First<TLanes, TVector>(block, ref y, Math.Min(3, last), 0);
        TVector s40 = First<TLanes, TVector>(block, ref y, Math.Min(4, last), 0);
        TVector s50 = First<TLanes, TVector>(block, ref y, Math.Min(5, last), 0);
        TVector s60 = First<TLanes, TVector>(block, ref y, Math.Min(6, last), 0);
        TVector s70 = First<TLanes, TVector>(block, ref y, Math.Min(7, last), 0);

        for (int t = 0; t < steps.Length; t++)
        {
            ref float wt = ref Unsafe.Add(ref w, (nint)t * block.WStride);
            ref float xt = ref Unsafe.Add(ref x, steps[t]);
            TVector w0 = TLanes.Load(ref wt, 0);
            TVector x0 = TLanes.Spread(Unsafe.Add(ref xt, r0));
            s00 = TLanes.FusedMultiplyAdd(x0, w0, s00);
            TVector x1 = TLanes.Spread(Unsafe.Add(ref xt, r1));
            s10 = TLanes.FusedMultiplyAdd(x1, w0, s10);
            TVector x2 = TLanes.Spread(Unsafe.Add(ref xt, r2));
            s20 = TLanes.FusedMultiplyAdd(x2, w0, s20);
            TVector x3 = TLanes.Spread(Unsafe.Add(ref xt, r3));
            s30 = TLanes.FusedMultiplyAdd(x3, w0, s30);
            TVector x4 = TLanes.Spread(Unsafe.Add(ref xt, r4));
            s40 = TLanes.FusedMultiplyAdd(x4, w0, s40);
            TVector x5 = TLanes.Spread(Unsafe.Add(ref xt, r5));
            s50 = TLanes.FusedMultiplyAdd(x5, w0, s50);
            TVector x6 = TLanes.Spread(Unsafe.Add(ref xt, r6));
            s60 = TLanes.FusedMultiplyAdd(x6, w0, s60);
            TVector x7 = TLanes.Spread(Unsafe.Add(ref xt, r7));
            s70 = TLanes.FusedMultiplyAdd(x7, w0, s70);
        }

        Store<TLanes, TVector>(block, s00, ref y, 0, 0);

        if (last < 1)
        {
            return;
        }

        Store<TLanes, TVector>(block, s10, ref y, 1, 0);

        if (last < 2)
        {
            return;
        }

        Store<TLanes, TVector>(block, s20, ref y, 2, 0);

        if (last < 3)
        {
            return;
        }

        Store<TLanes, TVector>(block, s30, ref y, 3, 0);

        if (last < 4)
        {
            return;
        }

        Store<TLanes, TVector>(block, s40, ref y, 4, 0);

        if (last < 5)
        {
            return;
        }

        Store<TLanes, TVector>(block, s50, ref y, 5, 0);

        if (last < 6)
        {
            return;
        }

        Store<TLanes, TVector>(block, s60, ref y, 6, 0);

        if (last < 7)
        {
            return;
        }

        Store<TLanes, TVector>(block, s70, ref y, 7, 0);
    }

    // 4 rows by 2 vectors: 8 sums in registers, two loads of w and 4 spread numbers of x a step.
    private static void Tile4x2<TLanes, TVector>(in Block block, ref float x, ReadOnlySpan<int> rows, ReadOnlySpan<int> steps, ref float w, ref float y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        // Rows beyond the last repeat it, and are not stored.
        int last = rows.Length - 1;
        nint r0 = rows[0], r1 = rows[Math.Min(1, last)], r2 = rows[Math.Min(2, last)], r3 = rows[Math.Min(3, last)];
        TVector s00 = First<TLanes, TVector>(block, ref y, Math.Min(0, last), 0), s01 = First<TLanes, TVector>(block, ref y, Math.Min(0, last), 1);
        TVector s10 = First<TLanes, TVector>(block, ref y, Math.Min(1, last), 0), s11 = First<TLanes, TVector>(block, ref y, Math.Min(1, last), 1);
        TVector s20 = First<TLanes, TVector>(block, ref y, Math.Min(2, last), 0), s21 = First<TLanes, TVector>(block, ref y, Math.Min(2, last), 1);
        TVector s30 = First<TLanes, TVector>(block, ref y, Math.Min(3, last), 0), s31 = First<TLanes, TVector>(block, ref y, Math.Min(3, last), 1);

        for (int t = 0; t < steps.Length; t++)
        {
            ref float wt = ref Unsafe.Add(ref w, (nint)t * block.WStride);
            ref float xt = ref Unsafe.Add(ref x, steps[t]);
            TVector w0 = TLanes.Load(ref wt, 0);
            TVector w1 = TLanes.Load(ref wt, TLanes.Count);
            TVector x0 = TLanes.Spread(Unsafe.Add(ref xt, r0));
            s00 = TLanes.FusedMultiplyAdd(x0, w0, s00);
            s01 = TLanes.FusedMultiplyAdd(x0, w1, s01);
            TVector x1 = TLanes.Spread(Unsafe.Add(ref xt, r1));
            s10 = TLanes.FusedMultiplyAdd(x1, w0, s10);
            s11 = TLanes.FusedMultiplyAdd(x1, w1, s11);
            TVector x2 = TLanes.Spread(Unsafe.Add(ref xt, r2));
            s20 = TLanes.FusedMultiplyAdd(x2, w0, s20);
            s21 = TLanes.FusedMultiplyAdd(x2, w1, s21);
            TVector x3 = TLanes.Spread(Unsafe.Add(ref xt, r3));
            s30 = TLanes.FusedMultiplyAdd(x3, w0, s30);
            s31 = TLanes.FusedMultiplyAdd(x3, w1, s31);
        }

        Store<TLanes, TVector>(block, s00, ref y, 0, 0);
        Store<TLanes, TVector>(block, s01, ref y, 0, 1);

        if (last < 1)
        {
            return;
        }

        Store<TLanes, TVector>(block, s10, ref y, 1, 0);
        Store<TLanes, TVector>(block, s11, ref y, 1, 1);

        if (last < 2)
        {
            return;
        }

        Store<TLanes, TVector>(block, s20, ref y, 2, 0);
        Store<TLanes, TVector>(block, s21, ref y, 2, 1);

        if (last < 3)
        {
            return;
        }

        Store<TLanes, TVector>(block, s30, ref y, 3, 0);
        Store<TLanes, TVector>(block, s31, ref y, 3, 1);
    }

    // 4 rows by 1 vector: 4 sums in registers, one load of w and 4 spread numbers of x a step.
    private static void Tile4x1<TLanes, TVector>(in Block block, ref float x, ReadOnlySpan<int> rows, ReadOnlySpan<int> steps, ref float w, ref float y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        // Rows beyond the last repeat it, and are not stored.
        int last = rows.Length - 1;
        nint r0 = rows[0], r1 = rows[Math.Min(1, last)], r2 = rows[Math.Min(2, last)], r3 = rows[Math.Min(3, last)];
        TVector s00 = First<TLanes, TVector>(block, ref y, Math.Min(0, last), 0);
        TVector s10 = First<TLanes, TVector>(block, ref y, Math.Min(1, last), 0);
        TVector s20 = First<TLanes, TVector>(block, ref y, Math.Min(2, last), 0);
        TVector s30 = First<TLanes, TVector>(block, ref y, Math.Min(3, last), 0);

        for (int t = 0; t < steps.Length; t++)
        {
            ref float wt = ref Unsafe.Add(ref w, (nint)t * block.WStride);
            ref float xt = ref Unsafe.Add(ref x, steps[t]);
            TVector w0 = TLanes.Load(ref wt, 0);
            TVector x0 = TLanes.Spread(Unsafe.Add(ref xt, r0));
            s00 = TLanes.FusedMultiplyAdd(x0, w0, s00);
            TVector x1 = TLanes.Spread(Unsafe.Add(ref xt, r1));
            s10 = TLanes.FusedMultiplyAdd(x1, w0, s10);
            TVector x2 = TLanes.Spread(Unsafe.Add(ref xt, r2));
            s20 = TLanes.FusedMultiplyAdd(x2, w0, s20);
            TVector x3 = TLanes.Spread(Unsafe.Add(ref xt, r3));
            s30 = TLanes.FusedMultiplyAdd(x3, w0, s30);
        }

        Store<TLanes, TVector>(block, s00, ref y, 0, 0);

        if (last < 1)
        {
            return;
        }

        Store<TLanes, TVector>(block, s10, ref y, 1, 0);

        if (last < 2)
        {
            return;
        }

        Store<TLanes, TVector>(block, s20, ref y, 2, 0);

        if (last < 3)
        {
            return;
        }

        Store<TLanes, TVector>(block, s30, ref y, 3, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector First<TLanes, TVector>(in Block block, ref float y, int row, int vector)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => block.Start switch
        {
            ProductStart.Zero => TLanes.Zero,
            ProductStart.Bias => TLanes.Load(ref block.Bias, vector * TLanes.Count),
            _ => TLanes.Load(ref y, ((nint)row * block.YStride) + (vector * TLanes.Count)),
        };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TLanes, TVector>(in Block block, TVector sum, ref float y, int row, int vector)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        nint at = ((nint)row * block.YStride) + (vector * TLanes.Count);
        int count = block.Columns - (vector * TLanes.Count);
        if (count >= TLanes.Count)
        {
            TLanes.Store(sum, ref y, at);
        }
        else
        {
            TLanes.StorePart(sum, ref y, at, count);
        }
    }

    // What all tiles of a panel share.
    private readonly ref struct Block(ProductStart start, ref float bias, int wStride, int yStride, int columns)
    {
        internal readonly ref float Bias = ref bias;
        internal readonly ProductStart Start = start;
        internal readonly int WStride = wStride;
        internal readonly int YStride = yStride;
        internal readonly int Columns = columns;
    }
}
