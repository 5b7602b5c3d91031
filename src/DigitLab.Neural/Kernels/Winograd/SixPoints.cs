using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>The points 0, ±¾, ±3⁄2, ∞ of a minimal filter of six products, and the transforms of its inputs.</summary>
/// <remarks>All of Aᵀ and Bᵀ are exact in binary, and none is large: a result is off by twice what the plain sum is off; at the usual points 0, ±1, ±2, ∞ it is five times.</remarks>
internal static class SixPoints
{
    /// <summary>Products of a filter.</summary>
    internal const int Side = 6;

    internal const float P = 0.75f, PSquared = P * P, PCubed = P * P * P;

    internal const float Q = 1.5f, QSquared = Q * Q, QCubed = Q * Q * Q;

    /// <summary>The polynomial that is 0 at all finite points is x⁵ + <see cref="Cubic"/> · x³ + <see cref="Linear"/> · x.</summary>
    internal const float Linear = PSquared * QSquared, Cubic = -(PSquared + QSquared);

    /// <summary>One over that polynomial's slope at 0, at ±P and at ±Q.</summary>
    internal const float AtZero = (float)(1 / (0.5625 * 2.25)), AtP = (float)(1 / (2 * 0.5625 * (0.5625 - 2.25))), AtQ = (float)(1 / (2 * 2.25 * (2.25 - 0.5625)));

    /// <summary>Bᵀ t.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Input<TLanes, TVector>(
        TVector t0,
        TVector t1,
        TVector t2,
        TVector t3,
        TVector t4,
        TVector t5,
        out TVector v0,
        out TVector v1,
        out TVector v2,
        out TVector v3,
        out TVector v4,
        out TVector v5)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector linear = TLanes.Spread(Linear), cubic = TLanes.Spread(Cubic), lessP = TLanes.Spread(-PSquared), lessQ = TLanes.Spread(-QSquared);
        TVector evenP = TLanes.FusedMultiplyAdd(lessQ, t2, t4), oddP = TLanes.FusedMultiplyAdd(lessQ, t1, t3);
        TVector evenQ = TLanes.FusedMultiplyAdd(lessP, t2, t4), oddQ = TLanes.FusedMultiplyAdd(lessP, t1, t3);
        v0 = TLanes.FusedMultiplyAdd(linear, t0, TLanes.FusedMultiplyAdd(cubic, t2, t4));
        PointPair.Values<TLanes, TVector>(evenP, oddP, P, out v1, out v2);
        PointPair.Values<TLanes, TVector>(evenQ, oddQ, Q, out v3, out v4);
        v5 = TLanes.FusedMultiplyAdd(linear, t1, TLanes.FusedMultiplyAdd(cubic, t3, t5));
    }

    /// <summary>B p: how the products' gradients go back to the inputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void InputGradient<TLanes, TVector>(
        TVector p0,
        TVector p1,
        TVector p2,
        TVector p3,
        TVector p4,
        TVector p5,
        out TVector d0,
        out TVector d1,
        out TVector d2,
        out TVector d3,
        out TVector d4,
        out TVector d5)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector linear = TLanes.Spread(Linear), cubic = TLanes.Spread(Cubic), lessP = TLanes.Spread(-PSquared), lessQ = TLanes.Spread(-QSquared);
        TVector evenP = TLanes.Add(p1, p2), oddP = TLanes.Multiply(TLanes.Spread(P), TLanes.Subtract(p1, p2));
        TVector evenQ = TLanes.Add(p3, p4), oddQ = TLanes.Multiply(TLanes.Spread(Q), TLanes.Subtract(p3, p4));
        d0 = TLanes.Multiply(linear, p0);
        d1 = TLanes.FusedMultiplyAdd(lessP, oddQ, TLanes.FusedMultiplyAdd(lessQ, oddP, TLanes.Multiply(linear, p5)));
        d2 = TLanes.FusedMultiplyAdd(lessP, evenQ, TLanes.FusedMultiplyAdd(lessQ, evenP, TLanes.Multiply(cubic, p0)));
        d3 = TLanes.FusedMultiplyAdd(cubic, p5, TLanes.Add(oddP, oddQ));
        d4 = TLanes.Add(TLanes.Add(p0, evenP), evenQ);
        d5 = p5;
    }
}
