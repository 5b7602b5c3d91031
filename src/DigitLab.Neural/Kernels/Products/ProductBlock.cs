using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>What all tiles of a panel share: where their sums start, where they go, and how they end.</summary>
internal readonly ref struct ProductBlock(ProductStart start, ProductEnd end, ref float bias, int wStride, int yStride, int columns)
{
    private readonly ref float _bias = ref bias;

    /// <summary>From one row of w to the next.</summary>
    internal int WStride { get; } = wStride;

    /// <summary>From one row of y to the next.</summary>
    internal int YStride { get; } = yStride;

    /// <summary>What a row's sums of that vector start from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TVector First<TLanes, TVector>(ref float y, int row, int vector)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => start switch
        {
            ProductStart.Zero => TLanes.Zero,
            ProductStart.Bias => TLanes.Load(ref _bias, vector * TLanes.Count),
            _ => TLanes.Load(ref y, ((nint)row * YStride) + (vector * TLanes.Count)),
        };

    /// <summary>Puts a row's sums into y, as many as there are columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Store<TLanes, TVector>(TVector sum, ref float y, int row, int vector)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        if (end == ProductEnd.Rectified)
        {
            sum = ElementwiseKernel.Rectified<TLanes, TVector>(sum);
        }

        nint at = ((nint)row * YStride) + (vector * TLanes.Count);
        int count = columns - (vector * TLanes.Count);
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
