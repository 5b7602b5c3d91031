using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>The rows of pixels that a row of tiles sees, each from its first column. Rows from a line's numbers on are not looked at.</summary>
internal readonly ref struct PixelRows(
    ref float r0, ref float r1, ref float r2, ref float r3, ref float r4, ref float r5, ref float r6, ref float r7, int width, int channels)
{
    private readonly ref float _r0 = ref r0, _r1 = ref r1, _r2 = ref r2, _r3 = ref r3, _r4 = ref r4, _r5 = ref r5, _r6 = ref r6, _r7 = ref r7;

    internal int Width => width;

    internal int Channels => channels;

    /// <summary>A column of a vector's channels, transformed; its results come <paramref name="next"/> apart.</summary>
    /// <param name="at">Where the column has those channels, from the start of a row.</param>
    /// <param name="to">Where the first result goes.</param>
    /// <param name="next">From one result to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void TransformColumn<TFilter, TLine, TLanes, TVector>(nint at, ref float to, nint next)
        where TFilter : struct, IMinimalFilter
        where TLine : struct, ILineTransform
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector d2 = TLanes.Zero, d3 = TLanes.Zero, d4 = TLanes.Zero, d5 = TLanes.Zero, d6 = TLanes.Zero, d7 = TLanes.Zero;
        if (TLine.Inputs > 2)
        {
            (d2, d3) = (TLanes.Load(ref _r2, at), TLanes.Load(ref _r3, at));
        }

        if (TLine.Inputs > 4)
        {
            (d4, d5) = (TLanes.Load(ref _r4, at), TLanes.Load(ref _r5, at));
        }

        if (TLine.Inputs > 6)
        {
            (d6, d7) = (TLanes.Load(ref _r6, at), TLanes.Load(ref _r7, at));
        }

        FetchAhead<TFilter, TLine>(at);
        TLine.Run<TLanes, TVector>(
            TLanes.Load(ref _r0, at),
            TLanes.Load(ref _r1, at),
            d2,
            d3,
            d4,
            d5,
            d6,
            d7,
            out TVector v0,
            out TVector v1,
            out TVector v2,
            out TVector v3,
            out TVector v4,
            out TVector v5,
            out TVector v6,
            out TVector v7);
        WinogradTransform.Store<TFilter, TLanes, TVector>(v0, v1, v2, v3, v4, v5, v6, v7, ref to, next);
    }

    // The rows that the tiles below see, and these not.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void FetchAhead<TFilter, TLine>(nint at)
        where TFilter : struct, IMinimalFilter
        where TLine : struct, ILineTransform
    {
        at += (nint)TFilter.Outputs * width * channels;
        if (TLine.Inputs == 8)
        {
            CacheHint.Fetch(ref _r6, at);
            CacheHint.Fetch(ref _r7, at);
        }

        if (TLine.Inputs == 6 || (TLine.Inputs == 8 && TFilter.Outputs == 4))
        {
            CacheHint.Fetch(ref _r4, at);
            CacheHint.Fetch(ref _r5, at);
        }

        if (TLine.Inputs is 4 or 6)
        {
            CacheHint.Fetch(ref _r2, at);
            CacheHint.Fetch(ref _r3, at);
        }

        if (TLine.Inputs <= 4)
        {
            CacheHint.Fetch(ref _r0, at);
            CacheHint.Fetch(ref _r1, at);
        }
    }
}
