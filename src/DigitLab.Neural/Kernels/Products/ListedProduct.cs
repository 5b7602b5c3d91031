using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>The product of a tile's rows with a panel of <see cref="PackedMatrix.PanelColumns"/> columns, over listed terms: the others are 0 in all its rows.</summary>
internal static class ListedProduct
{
    /// <summary>Rows that share a list of terms.</summary>
    internal const int Rows = 6;

    /// <param name="x">Where offset 0 is.</param>
    /// <param name="rows">An offset into x for each row of y; at most <see cref="Rows"/>.</param>
    /// <param name="terms">An offset into x for each term, which is also the number of its row of w; ascending.</param>
    /// <param name="w">Row 0 of the panel, whose rows follow each other at <see cref="PackedMatrix.PanelColumns"/>.</param>
    /// <param name="y">The first row.</param>
    /// <param name="yStride">From one row of y to the next.</param>
    /// <param name="start">What the sums start from.</param>
    /// <param name="bias">A number per column, for <see cref="ProductStart.Bias"/>.</param>
    /// <param name="end">What becomes of the sums.</param>
    internal static void Run<TLanes, TVector>(
        ref float x, ReadOnlySpan<int> rows, ReadOnlySpan<int> terms, ref float w, ref float y, int yStride, ProductStart start, ref float bias, ProductEnd end)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (int o = 0; o < PackedMatrix.PanelColumns; o += 3 * TLanes.Count)
        {
            var block = new ProductBlock(start, end, ref Unsafe.Add(ref bias, o), PackedMatrix.PanelColumns, yStride, PackedMatrix.PanelColumns - o, 3 * TLanes.Count);
            ref float wo = ref Unsafe.Add(ref w, o), yo = ref Unsafe.Add(ref y, o);
            if (TLanes.Count == 16 && rows.Length > 4)
            {
                Tile6x3.Run<TLanes, TVector, ListedRows>(block, ref x, rows, terms, ref wo, ref yo);
                continue;
            }

            for (int r = 0; r < rows.Length; r += 4)
            {
                ReadOnlySpan<int> some = rows.Slice(r, Math.Min(4, rows.Length - r));
                Tile4x3.Run<TLanes, TVector, ListedRows>(block, ref x, some, terms, ref wo, ref Unsafe.Add(ref yo, (nint)r * yStride));
            }
        }
    }
}
