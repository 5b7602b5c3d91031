using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>The rows of pixels of a <see cref="RowSum"/>, each from its first column.</summary>
internal readonly ref struct PixelRows(RowSum sum, ref float a, ref float b, ref float c, ref float d, ref float e, ref float f, int width, int channels)
{
    private readonly ref float _a = ref a, _b = ref b, _c = ref c, _d = ref d, _e = ref e, _f = ref f;

    internal RowSum Sum => sum;

    internal int Channels => channels;

    /// <summary>A vector of the sum's channels in a column; outside the rows, zero. Rows E and F do not count.</summary>
    /// <param name="column">The column.</param>
    /// <param name="channel">The first channel.</param>
    /// <param name="inner">The sum's inner factor in all lanes.</param>
    /// <param name="outer">The sum's outer factor in all lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TVector At<TLanes, TVector>(int column, int channel, TVector inner, TVector outer)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        if ((uint)column >= (uint)width)
        {
            return TLanes.Zero;
        }

        nint at = (column * channels) + channel;
        return TLanes.FusedMultiplyAdd(
            outer,
            TLanes.FusedMultiplyAdd(inner, TLanes.Load(ref _d, at), TLanes.Load(ref _c, at)),
            TLanes.FusedMultiplyAdd(inner, TLanes.Load(ref _b, at), TLanes.Load(ref _a, at)));
    }

    /// <summary>The same of all six rows.</summary>
    /// <param name="column">The column.</param>
    /// <param name="channel">The first channel.</param>
    /// <param name="inner">The sum's inner factor in all lanes.</param>
    /// <param name="second">The factor of rows E and F in all lanes.</param>
    /// <param name="outer">The sum's outer factor in all lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal TVector AtOfSix<TLanes, TVector>(int column, int channel, TVector inner, TVector second, TVector outer)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        if ((uint)column >= (uint)width)
        {
            return TLanes.Zero;
        }

        nint at = (column * channels) + channel;
        TVector ofC = TLanes.FusedMultiplyAdd(inner, TLanes.Load(ref _d, at), TLanes.Load(ref _c, at));
        TVector ofA = TLanes.FusedMultiplyAdd(inner, TLanes.Load(ref _b, at), TLanes.Load(ref _a, at));
        return TLanes.FusedMultiplyAdd(
            outer, TLanes.FusedMultiplyAdd(second, TLanes.Load(ref _f, at), ofC), TLanes.FusedMultiplyAdd(second, TLanes.Load(ref _e, at), ofA));
    }
}
