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
        Zeros = new Tensor(new Shape(Math.Max(_inputRow, OutRow)));
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

    /// <summary>Numbers of a row of outputs.</summary>
    internal int OutRow => OutWidth * OutChannels;

    /// <summary>Numbers of the rows of inputs that a row of tiles sees.</summary>
    internal int InputRowsLength => (TFilter.Side * _inputRow) + Tensor.Slack;

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
    /// <param name="input">The batch.</param>
    /// <param name="norm">What it still has to go through; null for nothing.</param>
    /// <param name="normalized">Space for <see cref="InputRowsLength"/> numbers, where there is something; else it is not looked at.</param>
    /// <param name="firstRow">The first of the rows of products.</param>
    /// <param name="rows">How many.</param>
    /// <param name="firstTile">The first tile.</param>
    /// <param name="count">How many tiles.</param>
    /// <param name="halfway">Space for what <see cref="TileStrip"/> computes on the way.</param>
    /// <param name="planes">Where they go.</param>
    /// <param name="plane">From one of them to the next.</param>
    internal void TransformInput<TLanes, TVector>(
        Tensor input, PendingNorm? norm, ref float normalized, int firstRow, int rows, int firstTile, int count, ref float halfway, ref float planes, int plane)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        int turns = norm is null ? Height : TFilter.Side;
        for (int done = 0; done < count;)
        {
            (int n, int i, int j) = PlaceOf(firstTile + done);
            int tiles = TilesOfStrip(count - done, j), top = (TFilter.Outputs * i) - PaddingTop;
            if (norm is not null && (done == 0 || j == 0))
            {
                // Of a row of tiles further down, those rows that the one above saw as well are there already.
                int seen = done == 0 || i == 0 ? 0 : TFilter.Side - TFilter.Outputs;
                Normalize<TLanes, TVector>(input, norm, n, top + seen, top + TFilter.Side, ref normalized);
            }

            ref float first = ref norm is null ? ref Unsafe.Add(ref input.First, (nint)n * Height * _inputRow) : ref normalized;
            var pixels = new PixelRows(
                ref InputRow(ref first, turns, top),
                ref InputRow(ref first, turns, top + 1),
                ref InputRow(ref first, turns, top + 2),
                ref InputRow(ref first, turns, top + 3),
                ref InputRow(ref first, turns, top + 4),
                ref InputRow(ref first, turns, top + 5),
                ref InputRow(ref first, turns, top + 6),
                ref InputRow(ref first, turns, top + 7),
                Width,
                InChannels);
            TileStrip.Run<TFilter, InputLine<TFilter>, TLanes, TVector>(
                pixels, (TFilter.Outputs * j) - PaddingLeft, tiles, firstRow, rows, ref halfway, ref Unsafe.Add(ref planes, (nint)done * InStride), InStride, plane);
            done += tiles;
        }
    }

    /// <summary>The planes of some rows of the output gradients' transforms, for some tiles.</summary>
    /// <param name="gradient">The batch's; null where it is asked for.</param>
    /// <param name="asked">Whom to ask, where that is so; a sample's tiles then come in their order.</param>
    /// <param name="firstRow">The first of the rows of products.</param>
    /// <param name="rows">How many.</param>
    /// <param name="firstTile">The first tile.</param>
    /// <param name="count">How many tiles.</param>
    /// <param name="halfway">Space for what <see cref="TileStrip"/> computes on the way.</param>
    /// <param name="planes">Where they go.</param>
    /// <param name="plane">From one of them to the next.</param>
    internal void TransformOutputGradient<TLanes, TVector>(
        Tensor? gradient, in AskedRows asked, int firstRow, int rows, int firstTile, int count, ref float halfway, ref float planes, int plane)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (int done = 0; done < count;)
        {
            (int n, int i, int j) = PlaceOf(firstTile + done);
            int tiles = TilesOfStrip(count - done, j), top = TFilter.Outputs * i, inside = Math.Min(TFilter.Outputs, OutHeight - top);
            if (gradient is null && j == 0)
            {
                asked.Write<TLanes, TVector>(n, top, inside, OutWidth, OutChannels);
            }

            ref float first = ref gradient is null ? ref asked.First : ref Unsafe.Add(ref gradient.First, (((nint)n * OutHeight) + top) * OutRow);
            TileStrip.Run<TFilter, OutputGradientLine<TFilter>, TLanes, TVector>(
                OutputRows(ref first, inside),
                TFilter.Outputs * j,
                tiles,
                firstRow,
                rows,
                ref halfway,
                ref Unsafe.Add(ref planes, (nint)done * OutStride),
                OutStride,
                plane);
            done += tiles;
        }
    }

    /// <summary>From one plane to the next: an odd number of cache lines, or a tile's planes would fall into one set of the first-level cache.</summary>
    internal static int Plane(int tiles, int stride) => ((tiles * stride / 16) | 1) * 16;

    // Tiles from one across on that lie side by side.
    private int TilesOfStrip(int left, int across) => Math.Min(Math.Min(left, TilesAcross - across), TileStrip.MostTiles);

    // A row of a sample's picture, where so many rows take turns in memory; outside, a row of zeros.
    private ref float InputRow(ref float first, int turns, int row) =>
        ref (uint)row < (uint)Height ? ref Unsafe.Add(ref first, (nint)(row % turns) * _inputRow) : ref Zeros.First;

    // Some rows of a sample's picture, which take turns in the space of as many as a tile sees.
    private void Normalize<TLanes, TVector>(Tensor input, PendingNorm norm, int sample, int first, int end, ref float normalized)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (int row = Math.Max(first, 0); row < Math.Min(end, Height); row++)
        {
            norm.Write<TLanes, TVector>(input, sample, row, 1, ref InputRow(ref normalized, TFilter.Side, row), TFilter.Outputs);
        }
    }

    // So many rows of outputs, one after the other; behind them, rows of zeros.
    private PixelRows OutputRows(ref float first, int rows)
    {
        ref float outside = ref Zeros.First;
        return new PixelRows(
            ref first,
            ref rows > 1 ? ref Unsafe.Add(ref first, OutRow) : ref outside,
            ref rows > 2 ? ref Unsafe.Add(ref first, 2 * OutRow) : ref outside,
            ref rows > 3 ? ref Unsafe.Add(ref first, 3 * OutRow) : ref outside,
            ref outside,
            ref outside,
            ref outside,
            ref outside,
            OutWidth,
            OutChannels);
    }

    /// <summary>Channels in whole vectors of any width.</summary>
    internal static int Aligned(int channels) => (channels + 15) / 16 * 16;
}
