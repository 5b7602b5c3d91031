using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>How a convolution of stride 1 falls into tiles of m×m outputs, which (m + r − 1)² inputs make.</summary>
/// <remarks>Tiles are numbered row by row through all samples. At the right and below, the last ones may lie partly outside.</remarks>
/// <typeparam name="TFilter">The filter, which tells m.</typeparam>
internal sealed class WinogradTiling<TFilter>
    where TFilter : struct, IMinimalFilter
{
    // Numbers of a piece's transformed tiles: less than half of a second-level cache, where the weights want to be too.
    private const int PieceFloats = 192 << 10;

    // Whole tiles of products: a multiple of 8 rows and of 6.
    private const int TilesOfProducts = 24;

    private const int MostTilesAtOnce = 120;

    private readonly int _height;
    private readonly int _inputRow;

    internal WinogradTiling(Shape input, int outChannels, int paddingTop, int paddingLeft, int outHeight, int outWidth)
    {
        (Input, OutChannels, PaddingTop, PaddingLeft, OutHeight, OutWidth) = (input, outChannels, paddingTop, paddingLeft, outHeight, outWidth);
        (TilesDown, TilesAcross) = (TilesOf(outHeight), TilesOf(outWidth));
        InStride = Aligned(input[3]);
        OutStride = Aligned(outChannels);
        int fitting = PieceFloats / (TFilter.Side * (InStride + OutStride + (TFilter.Outputs * OutStride)));
        TilesAtOnce = Math.Clamp(Math.Min(fitting, (Tiles + 3) / 4) / TilesOfProducts, 1, MostTilesAtOnce / TilesOfProducts) * TilesOfProducts;
        (InPlane, OutPlane) = (Plane(TilesAtOnce, InStride), Plane(TilesAtOnce, OutStride));
        (_height, _inputRow) = (input[1], input[2] * input[3]);
        Zeros = new Tensor(new Shape(Math.Max(_inputRow, outWidth * outChannels)));
    }

    /// <summary>Products of a tile, row by row. One row's planes are made, used and forgotten before the next.</summary>
    internal static int Products => TFilter.Side * TFilter.Side;

    internal Shape Input { get; }

    internal int OutChannels { get; }

    internal int PaddingTop { get; }

    internal int PaddingLeft { get; }

    internal int OutHeight { get; }

    internal int OutWidth { get; }

    internal int TilesDown { get; }

    internal int TilesAcross { get; }

    internal int TilesOfSample => TilesDown * TilesAcross;

    internal int Tiles => Input[0] * TilesOfSample;

    /// <summary>Tiles that are transformed together; the last piece of the work has fewer.</summary>
    internal int TilesAtOnce { get; }

    /// <summary>From one transformed tile's channels in to the next tile's.</summary>
    internal int InStride { get; }

    /// <summary>From one transformed tile's channels out to the next tile's.</summary>
    internal int OutStride { get; }

    /// <summary>From one product's tiles in to the next one's.</summary>
    internal int InPlane { get; }

    /// <summary>From one product's tiles out to the next one's.</summary>
    internal int OutPlane { get; }

    /// <summary>A row of pixels outside the picture.</summary>
    internal Tensor Zeros { get; }

    /// <summary>Tiles that cover so many rows or columns of outputs.</summary>
    internal static int TilesOf(int outputs) => (outputs + TFilter.Outputs - 1) / TFilter.Outputs;

    /// <summary>The place of a tile.</summary>
    internal (int Sample, int Down, int Across) PlaceOf(int tile)
    {
        (int n, int rest) = Math.DivRem(tile, TilesOfSample);
        (int i, int j) = Math.DivRem(rest, TilesAcross);
        return (n, i, j);
    }

    /// <summary>The planes of a row of the inputs' transforms, for some tiles.</summary>
    internal void TransformInput<TLanes, TVector>(Tensor input, int row, int firstTile, int count, ref float planes, int plane)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        RowSum sum = WinogradTransform.InputRow<TFilter>(row);
        for (int done = 0; done < count;)
        {
            (int n, int i, int j) = PlaceOf(firstTile + done);
            int tiles = Math.Min(count - done, TilesAcross - j), top = (TFilter.Outputs * i) - PaddingTop;
            var rows = new PixelRows(
                sum,
                ref InputRow(input, n, top, sum.A),
                ref InputRow(input, n, top, sum.B),
                ref InputRow(input, n, top, sum.C),
                ref InputRow(input, n, top, sum.D),
                ref InputRow(input, n, top, sum.E),
                ref InputRow(input, n, top, sum.F),
                Input[2],
                Input[3]);
            WinogradTransform.InputRow<TFilter, TLanes, TVector>(
                rows, (TFilter.Outputs * j) - PaddingLeft, tiles, ref Unsafe.Add(ref planes, (nint)done * InStride), InStride, plane);
            done += tiles;
        }
    }

    /// <summary>The planes of a row of the output gradients' transforms, for some tiles.</summary>
    internal void TransformOutputGradient<TLanes, TVector>(Tensor gradient, int row, int firstTile, int count, ref float planes, int plane)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        RowSum sum = TFilter.OutputGradientRow(row);
        for (int done = 0; done < count;)
        {
            (int n, int i, int j) = PlaceOf(firstTile + done);
            int tiles = Math.Min(count - done, TilesAcross - j), top = TFilter.Outputs * i;
            var rows = new PixelRows(
                sum,
                ref OutputRow(gradient, n, top, sum.A),
                ref OutputRow(gradient, n, top, sum.B),
                ref OutputRow(gradient, n, top, sum.C),
                ref OutputRow(gradient, n, top, sum.D),
                ref Zeros.First,
                ref Zeros.First,
                OutWidth,
                OutChannels);
            WinogradTransform.OutputGradientRow<TFilter, TLanes, TVector>(
                rows, TFilter.Outputs * j, tiles, ref Unsafe.Add(ref planes, (nint)done * OutStride), OutStride, plane);
            done += tiles;
        }
    }

    /// <summary>From one plane to the next: an odd number of cache lines, or a tile's planes would fall into one set of the first-level cache.</summary>
    internal static int Plane(int tiles, int stride) => ((tiles * stride / 16) | 1) * 16;

    // A row of a sample's picture, counted from a tile's first; outside, a row of zeros.
    private ref float InputRow(Tensor input, int sample, int top, int row) => ref row >= 0 && (uint)(top + row) < (uint)_height
        ? ref Unsafe.Add(ref input.First, (((nint)sample * _height) + top + row) * _inputRow)
        : ref Zeros.First;

    // A row of a sample's outputs, likewise.
    private ref float OutputRow(Tensor output, int sample, int top, int row) => ref row >= 0 && top + row < OutHeight
        ? ref Unsafe.Add(ref output.First, (((nint)sample * OutHeight) + top + row) * OutWidth * OutChannels)
        : ref Zeros.First;

    /// <summary>Channels in whole vectors of any width.</summary>
    internal static int Aligned(int channels) => (channels + 15) / 16 * 16;
}
