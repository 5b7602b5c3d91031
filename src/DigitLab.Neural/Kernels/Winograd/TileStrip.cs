using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>Transforms tiles side by side in two dimensions: all their columns first, then their rows.</summary>
/// <remarks>
/// What lies halfway stays in the first-level cache; so a pixel is read from farther away once, and where tiles overlap its column is transformed once.
/// Without that, a row of products at a time, every row of pixels would be read four times.
/// </remarks>
internal static class TileStrip
{
    /// <summary>Tiles of a strip at most.</summary>
    internal const int MostTiles = 8;

    /// <summary>Numbers that lie halfway.</summary>
    internal static int HalfwayLength<TFilter>()
        where TFilter : struct, IMinimalFilter => TFilter.Side * ((TFilter.Outputs * (MostTiles - 1)) + TFilter.Side) * 16;

    /// <param name="pixels">The rows of pixels that the tiles see.</param>
    /// <param name="column">The first tile's first column.</param>
    /// <param name="tiles">How many tiles.</param>
    /// <param name="firstRow">The first of the rows of products that are wanted.</param>
    /// <param name="rows">How many rows of products.</param>
    /// <param name="halfway">Space for <see cref="HalfwayLength"/> numbers.</param>
    /// <param name="planes">Where the first product's plane takes the first tile.</param>
    /// <param name="stride">From one tile to the next there.</param>
    /// <param name="plane">From one plane to the next.</param>
    internal static void Run<TFilter, TLine, TLanes, TVector>(
        in PixelRows pixels, int column, int tiles, int firstRow, int rows, ref float halfway, ref float planes, int stride, nint plane)
        where TFilter : struct, IMinimalFilter
        where TLine : struct, ILineTransform
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int columns = (TFilter.Outputs * (tiles - 1)) + TLine.Inputs;
        for (int c = 0; c < pixels.Channels; c += TLanes.Count)
        {
            TransformColumns<TFilter, TLine, TLanes, TVector>(pixels, column, columns, c, ref halfway);
            for (int row = 0; row < rows; row++)
            {
                TransformRow<TFilter, TLine, TLanes, TVector>(
                    ref Unsafe.Add(ref halfway, (firstRow + row) * columns * TLanes.Count),
                    tiles,
                    ref Unsafe.Add(ref planes, c + (row * TFilter.Side * plane)),
                    stride,
                    plane);
            }
        }
    }

    private static void TransformColumns<TFilter, TLine, TLanes, TVector>(in PixelRows pixels, int column, int columns, int channel, ref float halfway)
        where TFilter : struct, IMinimalFilter
        where TLine : struct, ILineTransform
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        nint next = columns * TLanes.Count, at = ((nint)column * pixels.Channels) + channel;
        for (int end = column + columns; column < end; column++, at += pixels.Channels, halfway = ref Unsafe.Add(ref halfway, TLanes.Count))
        {
            if ((uint)column < (uint)pixels.Width)
            {
                pixels.TransformColumn<TFilter, TLine, TLanes, TVector>(at, ref halfway, next);
            }
            else
            {
                TVector zero = TLanes.Zero;   // outside the picture
                WinogradTransform.Store<TFilter, TLanes, TVector>(zero, zero, zero, zero, zero, zero, zero, zero, ref halfway, next);
            }
        }
    }

    private static void TransformRow<TFilter, TLine, TLanes, TVector>(ref float d, int tiles, ref float to, int stride, nint plane)
        where TFilter : struct, IMinimalFilter
        where TLine : struct, ILineTransform
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (int t = 0; t < tiles; t++)
        {
            TLine.Run<TLanes, TVector>(
                TLanes.Load(ref d, 0),
                TLanes.Load(ref d, TLanes.Count),
                At<TLine, TLanes, TVector>(ref d, 2),
                At<TLine, TLanes, TVector>(ref d, 3),
                At<TLine, TLanes, TVector>(ref d, 4),
                At<TLine, TLanes, TVector>(ref d, 5),
                At<TLine, TLanes, TVector>(ref d, 6),
                At<TLine, TLanes, TVector>(ref d, 7),
                out TVector v0,
                out TVector v1,
                out TVector v2,
                out TVector v3,
                out TVector v4,
                out TVector v5,
                out TVector v6,
                out TVector v7);
            WinogradTransform.Store<TFilter, TLanes, TVector>(v0, v1, v2, v3, v4, v5, v6, v7, ref to, plane);
            d = ref Unsafe.Add(ref d, TFilter.Outputs * TLanes.Count);
            to = ref Unsafe.Add(ref to, stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector At<TLine, TLanes, TVector>(ref float d, int number)
        where TLine : struct, ILineTransform
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => number < TLine.Inputs ? TLanes.Load(ref d, number * TLanes.Count) : TLanes.Zero;
}
