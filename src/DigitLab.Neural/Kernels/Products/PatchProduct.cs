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
    // So much of w, a panel wide, stays in the first-level cache while all rows pass by.
    private const int PanelFloats = 8192;

    internal const int VectorsOfSingle = 8;

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
    /// <param name="end">What becomes of the sums.</param>
    /// <param name="rowsAhead">How far behind its row of w each term asks for one that is wanted later; 0 where nothing is asked for.</param>
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
        ref float bias,
        ProductEnd end = ProductEnd.Sums,
        int rowsAhead = 0)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        Debug.Assert(yStride >= columns && columns > 0, "Rows of y must not overlap.");
        for (int o = 0; o < columns;)
        {
            int vectorsLeft = (columns - o + TLanes.Count - 1) / TLanes.Count;
            bool isSingle = rows.Length == 1 && columns - o >= VectorsOfSingle * TLanes.Count;
            int vectors = isSingle ? VectorsOfSingle : VectorsOfPanel(vectorsLeft);
            int stepsAtOnce = isSingle ? int.MaxValue : PanelFloats / (vectors * TLanes.Count), done = 0;
            do
            {
                ReadOnlySpan<int> now = steps.Slice(done, Math.Min(stepsAtOnce, steps.Length - done));
                var block = new ProductBlock(
                    done == 0 ? start : ProductStart.Sums,
                    done + now.Length == steps.Length ? end : ProductEnd.Sums,
                    ref Unsafe.Add(ref bias, o),
                    wStride,
                    yStride,
                    columns - o,
                    vectors * TLanes.Count);
                Panel<TLanes, TVector>(block, vectors, ref x, rows, now, ref Unsafe.Add(ref w, ((nint)done * wStride) + o), ref Unsafe.Add(ref y, o), (nint)rowsAhead * wStride);
                done += now.Length;
            }
            while (done < steps.Length);
            o += vectors * TLanes.Count;
        }
    }

    // Three vectors of columns at once make the best use of each number of x, and one alone the worst.
    private static int VectorsOfPanel(int vectorsLeft) => vectorsLeft is 2 or 4 ? 2 : Math.Min(vectorsLeft, 3);

    // All rows of a panel of columns.
    private static void Panel<TLanes, TVector>(
        in ProductBlock block, int vectors, ref float x, ReadOnlySpan<int> rows, ReadOnlySpan<int> steps, ref float w, ref float y, nint ahead)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        if (vectors == VectorsOfSingle)
        {
            Tile1x8.Run<TLanes, TVector>(block, ref x, rows, steps, ref w, ref y);
            return;
        }

        // The 16 registers of AVX2 hold 12 sums beside w and x, those of AVX-512 24: but with more than 18, the compiler puts some on the stack.
        int tallest = vectors == 1 ? 8 : TLanes.Count < 16 ? 4 : vectors == 2 ? 8 : 6;
        for (int r = 0; r < rows.Length; r += tallest)
        {
            ReadOnlySpan<int> some = rows.Slice(r, Math.Min(tallest, rows.Length - r));
            ref float yr = ref Unsafe.Add(ref y, (nint)r * block.YStride);
            switch (vectors, some.Length > 4)
            {
                case (3, true) when ahead > 0 && r < RowsFetchingAhead.Tiles * tallest:
                    Tile6x3.Run<TLanes, TVector, RowsFetchingAhead>(block, ref x, some, steps, ref w, ref yr, ahead + (r / tallest * CacheHint.LineLength));
                    break;
                case (3, true): Tile6x3.Run<TLanes, TVector, RowsInTurn>(block, ref x, some, steps, ref w, ref yr); break;
                case (2, true): Tile8x2.Run<TLanes, TVector>(block, ref x, some, steps, ref w, ref yr); break;
                case (1, true): Tile8x1.Run<TLanes, TVector>(block, ref x, some, steps, ref w, ref yr); break;
                case (3, false): Tile4x3.Run<TLanes, TVector, RowsInTurn>(block, ref x, some, steps, ref w, ref yr); break;
                case (2, false): Tile4x2.Run<TLanes, TVector>(block, ref x, some, steps, ref w, ref yr); break;
                default: Tile4x1.Run<TLanes, TVector>(block, ref x, some, steps, ref w, ref yr); break;
            }
        }
    }
}
