using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>How a convolution 3×3 of stride 1 falls into tiles: 2×2 outputs, which 4×4 inputs make.</summary>
/// <remarks>Tiles are numbered row by row through all samples. At the right and below, the last ones may lie half outside.</remarks>
internal sealed class WinogradTiling
{
    /// <summary>Products of a tile: the 4×4 places of the transformed picture.</summary>
    internal const int Products = 16;

    /// <summary>Rows of a transformed tile, of four products each; one row's planes are made, used and forgotten before the next.</summary>
    internal const int Rows = 4;

    // Numbers of a piece's transformed tiles: less than half of a second-level cache, where the weights want to be too.
    private const int PieceFloats = 192 << 10;

    // Whole tiles of products: a multiple of 8 rows and of 6.
    private const int TilesOfProducts = 24;

    private const int MostTilesAtOnce = 120;

    private static readonly (int First, int Second, float Sign)[] RowsOfTile = [(0, 2, -1), (1, 2, 1), (2, 1, -1), (1, 3, -1)];

    private readonly int _height;
    private readonly int _inputRow;

    internal WinogradTiling(Shape input, int outChannels, int paddingTop, int paddingLeft, int outHeight, int outWidth)
    {
        (Input, OutChannels, PaddingTop, PaddingLeft, OutHeight, OutWidth) = (input, outChannels, paddingTop, paddingLeft, outHeight, outWidth);
        (TilesDown, TilesAcross) = ((outHeight + 1) / 2, (outWidth + 1) / 2);
        InStride = Aligned(input[3]);
        OutStride = Aligned(outChannels);
        int fitting = PieceFloats / ((Rows * InStride) + (Products * OutStride));
        TilesAtOnce = Math.Clamp(Math.Min(fitting, (Tiles + 3) / 4) / TilesOfProducts, 1, MostTilesAtOnce / TilesOfProducts) * TilesOfProducts;
        (InPlane, OutPlane) = (Plane(TilesAtOnce, InStride), Plane(TilesAtOnce, OutStride));
        (_height, _inputRow) = (input[1], input[2] * input[3]);
        Zeros = new Tensor(new Shape(Math.Max(_inputRow, outWidth * outChannels)));
    }

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

    /// <summary>From one of the 16 products' tiles in to the next one's.</summary>
    internal int InPlane { get; }

    /// <summary>From one of the 16 products' tiles out to the next one's.</summary>
    internal int OutPlane { get; }

    /// <summary>Numbers that a piece needs to compute in: a row of tiles in, and all of tiles out.</summary>
    internal int ScratchLength => (Rows * InPlane) + (Products * OutPlane);

    /// <summary>A row of pixels outside the picture.</summary>
    internal Tensor Zeros { get; }

    /// <summary>Row by row: the two rows of a tile of inputs of which a row of the transform is made, and whether the second is added or subtracted.</summary>
    internal static (int First, int Second, float Sign) RowsOf(int row) => RowsOfTile[row];

    /// <summary>A row of a sample's pictures, from its first column; outside, a row of zeros.</summary>
    internal ref float InputRow(Tensor input, int sample, int row) => ref (uint)row < (uint)_height
        ? ref Unsafe.Add(ref input.First, (((nint)sample * _height) + row) * _inputRow)
        : ref Zeros.First;

    /// <summary>A row of a sample's outputs; below the last, a row of zeros.</summary>
    internal ref float OutputRow(Tensor output, int sample, int row) => ref row < OutHeight
        ? ref Unsafe.Add(ref output.First, (((nint)sample * OutHeight) + row) * OutWidth * OutChannels)
        : ref Zeros.First;

    /// <summary>The place of a tile.</summary>
    internal (int Sample, int Down, int Across) PlaceOf(int tile)
    {
        (int n, int rest) = Math.DivRem(tile, TilesOfSample);
        (int i, int j) = Math.DivRem(rest, TilesAcross);
        return (n, i, j);
    }

    /// <summary>From one plane to the next: an odd number of cache lines, or a tile's planes would fall into one set of the first-level cache.</summary>
    internal static int Plane(int tiles, int stride) => ((tiles * stride / 16) | 1) * 16;

    internal static int Aligned(int channels) => (channels + 15) / 16 * 16;
}
