namespace DigitLab.Neural;

/// <summary>How a convolution 3×3 of stride 1 falls into tiles: 2×2 outputs, which 4×4 inputs make.</summary>
/// <remarks>Tiles are numbered row by row through all samples. At the right and below, the last ones may lie half outside.</remarks>
internal sealed class WinogradTiling
{
    /// <summary>Products of a tile: the 4×4 places of the transformed picture.</summary>
    internal const int Products = 16;

    // Numbers of a piece's transformed tiles: a megabyte, half of a second-level cache.
    private const int PieceFloats = 1 << 18;

    private const int MostTilesAtOnce = 128;

    internal WinogradTiling(Shape input, int outChannels, int paddingTop, int paddingLeft, int outHeight, int outWidth)
    {
        (Input, OutChannels, PaddingTop, PaddingLeft, OutHeight, OutWidth) = (input, outChannels, paddingTop, paddingLeft, outHeight, outWidth);
        (TilesDown, TilesAcross) = ((outHeight + 1) / 2, (outWidth + 1) / 2);
        InStride = Aligned(input[3]);
        OutStride = Aligned(outChannels);
        int fitting = PieceFloats / (Products * (InStride + OutStride));
        TilesAtOnce = MultipleOf8(Math.Clamp(Math.Min(fitting, (Tiles + 3) / 4), 1, MostTilesAtOnce));
        (InPlane, OutPlane) = (Plane(InStride), Plane(OutStride));
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

    /// <summary>Numbers that a piece needs to compute in: tiles in, tiles out, and one tile of the picture with what lies outside it.</summary>
    internal int ScratchLength => (Products * (InPlane + OutPlane)) + (Products * InStride);

    internal static int Aligned(int channels) => (channels + 15) / 16 * 16;

    private static int MultipleOf8(int tiles) => (tiles + 7) / 8 * 8;

    // An odd number of cache lines, or the 16 planes of a tile would fall into one set of the first-level cache.
    private int Plane(int stride) => (((TilesAtOnce * stride) / 16) | 1) * 16;
}
