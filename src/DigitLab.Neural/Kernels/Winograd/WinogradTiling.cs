using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>How a convolution of stride 1 falls into tiles of m×m outputs, which (m + r − 1)² inputs make.</summary>
/// <remarks>Tiles are numbered row by row through all samples. At the right and below, the last ones may lie partly outside.</remarks>
/// <typeparam name="TFilter">The filter, which tells m.</typeparam>
internal sealed class WinogradTiling<TFilter>
    where TFilter : struct, IMinimalFilter
{
    // Numbers of a piece's tiles and products, which want to be in the second-level cache.
    private const int PieceFloats = 128 << 10;

    // Whole tiles of products: a multiple of 8 rows and of 6.
    private const int TilesOfProducts = 24;

    private readonly int _inputRow;

    internal WinogradTiling(Shape input, int outChannels, int paddingTop, int paddingLeft, int outHeight, int outWidth)
    {
        (Batch, Height, Width, InChannels) = (input[0], input[1], input[2], input[3]);
        (OutChannels, PaddingTop, PaddingLeft, OutHeight, OutWidth) = (outChannels, paddingTop, paddingLeft, outHeight, outWidth);
        (TilesDown, TilesAcross) = (TilesOf(outHeight), TilesOf(outWidth));
        InStride = Aligned(InChannels);
        OutStride = Aligned(outChannels);
        _inputRow = Width * InChannels;
        Zeros = new Tensor(new Shape(Math.Max(_inputRow, outWidth * outChannels)));
    }

    /// <summary>Products of a tile, row by row.</summary>
    internal static int Products => TFilter.Side * TFilter.Side;

    internal int Batch { get; }

    internal int Height { get; }

    internal int Width { get; }

    internal int InChannels { get; }

    internal int OutChannels { get; }

    internal int PaddingTop { get; }

    internal int PaddingLeft { get; }

    internal int OutHeight { get; }

    internal int OutWidth { get; }

    internal int TilesDown { get; }

    internal int TilesAcross { get; }

    internal int TilesOfSample => TilesDown * TilesAcross;

    internal int Tiles => Batch * TilesOfSample;

    /// <summary>From one transformed tile's channels in to the next tile's.</summary>
    internal int InStride { get; }

    /// <summary>From one transformed tile's channels out to the next tile's.</summary>
    internal int OutStride { get; }

    /// <summary>A row of pixels outside the picture.</summary>
    internal Tensor Zeros { get; }

    /// <summary>Tiles that cover so many rows or columns of outputs.</summary>
    internal static int TilesOf(int outputs) => (outputs + TFilter.Outputs - 1) / TFilter.Outputs;

    /// <summary>How many tiles to work on together, so that they and their products stay in the second-level cache; at most so many, but a few whole tiles of products.</summary>
    internal int TilesThatFit(int most)
    {
        int fitting = Math.Min(most, PieceFloats / (Products * (InStride + OutStride)));
        return Math.Max(1, fitting / TilesOfProducts) * TilesOfProducts;
    }

    /// <summary>The place of a tile.</summary>
    internal (int Sample, int Down, int Across) PlaceOf(int tile)
    {
        (int n, int rest) = Math.DivRem(tile, TilesOfSample);
        (int i, int j) = Math.DivRem(rest, TilesAcross);
        return (n, i, j);
    }

    /// <summary>The planes of some rows of the inputs' transforms, for some tiles.</summary>
    internal void TransformInput<TLanes, TVector>(
        Tensor input, int firstRow, int rows, int firstTile, int count, ref float halfway, ref float planes, int plane)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (int done = 0; done < count;)
        {
            (int n, int i, int j) = PlaceOf(firstTile + done);
            int tiles = TilesOfStrip(count - done, j), top = (TFilter.Outputs * i) - PaddingTop;
            var pixels = new PixelRows(
                ref InputRow(input, n, top),
                ref InputRow(input, n, top + 1),
                ref InputRow(input, n, top + 2),
                ref InputRow(input, n, top + 3),
                ref InputRow(input, n, top + 4),
                ref InputRow(input, n, top + 5),
                ref InputRow(input, n, top + 6),
                ref InputRow(input, n, top + 7),
                Width,
                InChannels);
            TileStrip.Run<TFilter, InputLine<TFilter>, TLanes, TVector>(
                pixels, (TFilter.Outputs * j) - PaddingLeft, tiles, firstRow, rows, ref halfway, ref Unsafe.Add(ref planes, (nint)done * InStride), InStride, plane);
            done += tiles;
        }
    }

    /// <summary>The planes of some rows of the output gradients' transforms, for some tiles.</summary>
    internal void TransformOutputGradient<TLanes, TVector>(
        Tensor gradient, int firstRow, int rows, int firstTile, int count, ref float halfway, ref float planes, int plane)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (int done = 0; done < count;)
        {
            (int n, int i, int j) = PlaceOf(firstTile + done);
            int tiles = TilesOfStrip(count - done, j), top = TFilter.Outputs * i;
            ref float outside = ref Zeros.First;
            var pixels = new PixelRows(
                ref OutputRow(gradient, n, top),
                ref OutputRow(gradient, n, top + 1),
                ref OutputRow(gradient, n, top + 2),
                ref OutputRow(gradient, n, top + 3),
                ref outside,
                ref outside,
                ref outside,
                ref outside,
                OutWidth,
                OutChannels);
            TileStrip.Run<TFilter, OutputGradientLine<TFilter>, TLanes, TVector>(
                pixels, TFilter.Outputs * j, tiles, firstRow, rows, ref halfway, ref Unsafe.Add(ref planes, (nint)done * OutStride), OutStride, plane);
            done += tiles;
        }
    }

    /// <summary>From one plane to the next: an odd number of cache lines, or a tile's planes would fall into one set of the first-level cache.</summary>
    internal static int Plane(int tiles, int stride) => ((tiles * stride / 16) | 1) * 16;

    // Tiles from one across on that lie side by side.
    private int TilesOfStrip(int left, int across) => Math.Min(Math.Min(left, TilesAcross - across), TileStrip.MostTiles);

    // A row of a sample's picture; outside, a row of zeros.
    private ref float InputRow(Tensor input, int sample, int row) => ref (uint)row < (uint)Height
        ? ref Unsafe.Add(ref input.First, (((nint)sample * Height) + row) * _inputRow)
        : ref Zeros.First;

    // A row of a sample's outputs, likewise.
    private ref float OutputRow(Tensor output, int sample, int row) => ref row < OutHeight
        ? ref Unsafe.Add(ref output.First, (((nint)sample * OutHeight) + row) * OutWidth * OutChannels)
        : ref Zeros.First;

    /// <summary>Channels in whole vectors of any width.</summary>
    internal static int Aligned(int channels) => (channels + 15) / 16 * 16;
}
