using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>What all tiles of a panel share: where their sums start, where they go, and how they end.</summary>
/// <remarks>What is asked of every sum is decided here once: a short product would spend more on such questions than on multiplying.</remarks>
internal readonly ref struct ProductBlock
{
    private static readonly Tensor Zeros = new(new Shape(PatchProduct.VectorsOfSingle * 16));

    private readonly ref float _fixedStart;
    private readonly nint _startStride;
    private readonly ProductEnd _end;
    private readonly int _columns;
    private readonly bool _isPlain;

    /// <param name="start">What the sums start from.</param>
    /// <param name="end">What becomes of them.</param>
    /// <param name="bias">The panel's numbers for <see cref="ProductStart.Bias"/>.</param>
    /// <param name="wStride">From one row of w to the next.</param>
    /// <param name="yStride">From one row of y to the next.</param>
    /// <param name="columns">Columns from the panel's first on that count.</param>
    /// <param name="width">Columns that the panel's vectors have.</param>
    internal ProductBlock(ProductStart start, ProductEnd end, ref float bias, int wStride, int yStride, int columns, int width)
    {
        _fixedStart = ref start == ProductStart.Bias ? ref bias : ref Zeros.First;
        _startStride = start == ProductStart.Sums ? yStride : 0;
        (_end, WStride, YStride, _columns, _isPlain) = (end, wStride, yStride, columns, end == ProductEnd.Sums && columns >= width);
    }

    /// <summary>From one row of w to the next.</summary>
    internal int WStride { get; }

    /// <summary>From one row of y to the next.</summary>
    internal int YStride { get; }

    /// <summary>Where the sums of a tile start from, of which <paramref name="y"/> is the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref float Start(ref float y) => ref _startStride == 0 ? ref _fixedStart : ref y;

    /// <summary>What a row's sums of that vector start from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TVector First<TLanes, TVector>(ref float start, int row, int vector)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.Load(ref start, (row * _startStride) + (vector * TLanes.Count));

    /// <summary>Puts a row's sums into y, as many as there are columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Store<TLanes, TVector>(TVector sum, ref float y, int row, int vector)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        nint at = ((nint)row * YStride) + (vector * TLanes.Count);
        if (_isPlain)
        {
            TLanes.Store(sum, ref y, at);
            return;
        }

        if (_end == ProductEnd.Rectified)
        {
            sum = ElementwiseKernel.Rectified<TLanes, TVector>(sum);
        }

        int count = _columns - (vector * TLanes.Count);
        if (count >= TLanes.Count)
        {
            TLanes.Store(sum, ref y, at);
        }
        else
        {
            TLanes.StorePart(sum, ref y, at, count);
        }
    }
}
