using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>A polynomial's values at a point and at its opposite, which share their parts: even + point · odd and even − point · odd.</summary>
internal static class PointPair
{
    /// <summary>The values.</summary>
    /// <param name="even">The terms of even degree at the point.</param>
    /// <param name="odd">Those of odd degree, divided by the point.</param>
    /// <param name="point">The point.</param>
    /// <param name="plus">The value there.</param>
    /// <param name="minus">The value at the opposite.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Values<TLanes, TVector>(TVector even, TVector odd, float point, out TVector plus, out TVector minus)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        plus = TLanes.FusedMultiplyAdd(TLanes.Spread(point), odd, even);
        minus = TLanes.FusedMultiplyAdd(TLanes.Spread(-point), odd, even);
    }

    /// <summary>The values of four coefficients, lowest degree first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Values<TLanes, TVector>(TVector c0, TVector c1, TVector c2, TVector c3, float point, out TVector plus, out TVector minus)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector square = TLanes.Spread(point * point);
        Values<TLanes, TVector>(TLanes.FusedMultiplyAdd(square, c2, c0), TLanes.FusedMultiplyAdd(square, c3, c1), point, out plus, out minus);
    }
}
