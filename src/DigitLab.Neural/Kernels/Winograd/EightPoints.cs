using System.Runtime.CompilerServices;

namespace DigitLab.Neural;

/// <summary>The points 0, ±½, ±1, ±2, ∞ of a minimal filter of eight products, and the transforms of its inputs and taps.</summary>
/// <remarks>
/// All of Aᵀ and Bᵀ are exact in binary. A result is off by 2 to 7 millionths of the results' root mean square, about five times what a plain sum of its terms is off;
/// no other symmetric points that were tried, between ⅜ and 5⁄2, are off by less.
/// The polynomial that is 0 at all finite points is x⁷ − <see cref="Middle"/> · x⁵ + <see cref="Middle"/> · x³ − x.
/// </remarks>
internal static class EightPoints
{
    /// <summary>Products of a filter.</summary>
    internal const int Side = 8;

    internal const float P = 0.5f, PSquared = P * P, PCubed = P * P * P;

    // ±1 is the second pair of points.
    internal const float R = 2f, RSquared = R * R, RCubed = R * R * R;

    /// <summary>½² + 1² + 2², and as it happens ½² · 1² + ½² · 2² + 1² · 2² too.</summary>
    internal const float Middle = 5.25f;

    /// <summary>One over that polynomial's slope at ±½, at ±1 and at ±2; at 0 it is −1.</summary>
    internal const float AtP = (float)(1 / 1.40625), AtOne = (float)(1 / -4.5), AtR = (float)(1 / 90.0);

    // x⁴ − sum · x² + product is 0 at all points but 0, ∞ and those of one pair.
    private const float SumWithoutP = 5f, ProductWithoutP = 4f, SumWithoutOne = 4.25f, SumWithoutR = 1.25f, ProductWithoutR = 0.25f;

    /// <summary>Bᵀ t.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Input<TLanes, TVector>(
        TVector t0,
        TVector t1,
        TVector t2,
        TVector t3,
        TVector t4,
        TVector t5,
        TVector t6,
        TVector t7,
        out TVector v0,
        out TVector v1,
        out TVector v2,
        out TVector v3,
        out TVector v4,
        out TVector v5,
        out TVector v6,
        out TVector v7)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector middle = TLanes.Spread(Middle), less = TLanes.Spread(-Middle);
        v0 = TLanes.Subtract(TLanes.FusedMultiplyAdd(middle, t2, TLanes.FusedMultiplyAdd(less, t4, t6)), t0);
        AtPoints<TLanes, TVector>(t1, t2, t3, t4, t5, t6, P, SumWithoutP, ProductWithoutP, out v1, out v2);
        AtPoints<TLanes, TVector>(t1, t2, t3, t4, t5, t6, 1, SumWithoutOne, 1, out v3, out v4);
        AtPoints<TLanes, TVector>(t1, t2, t3, t4, t5, t6, R, SumWithoutR, ProductWithoutR, out v5, out v6);
        v7 = TLanes.Subtract(TLanes.FusedMultiplyAdd(middle, t3, TLanes.FusedMultiplyAdd(less, t5, t7)), t1);
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
        TVector p6,
        TVector p7,
        out TVector d0,
        out TVector d1,
        out TVector d2,
        out TVector d3,
        out TVector d4,
        out TVector d5,
        out TVector d6,
        out TVector d7)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector middle = TLanes.Spread(Middle), less = TLanes.Spread(-Middle);
        TVector evenP = TLanes.Add(p1, p2), evenOne = TLanes.Add(p3, p4), evenR = TLanes.Add(p5, p6);
        TVector oddP = TLanes.Multiply(TLanes.Spread(P), TLanes.Subtract(p1, p2)), oddOne = TLanes.Subtract(p3, p4);
        TVector oddR = TLanes.Multiply(TLanes.Spread(R), TLanes.Subtract(p5, p6));
        d0 = TLanes.Subtract(TLanes.Zero, p0);
        d1 = TLanes.Subtract(Products<TLanes, TVector>(oddP, oddOne, oddR), p7);
        d2 = TLanes.FusedMultiplyAdd(middle, p0, Products<TLanes, TVector>(evenP, evenOne, evenR));
        d3 = TLanes.FusedMultiplyAdd(middle, p7, Sums<TLanes, TVector>(oddP, oddOne, oddR));
        d4 = TLanes.FusedMultiplyAdd(less, p0, Sums<TLanes, TVector>(evenP, evenOne, evenR));
        d5 = TLanes.FusedMultiplyAdd(less, p7, TLanes.Add(TLanes.Add(oddP, oddOne), oddR));
        d6 = TLanes.Add(p0, TLanes.Add(TLanes.Add(evenP, evenOne), evenR));
        d7 = p7;
    }

    /// <summary>The first seven of G g; the last, at ∞, is the filter's last tap. Taps that a filter does not have are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Weights<TLanes, TVector>(
        TVector g0,
        TVector g1,
        TVector g2,
        TVector g3,
        TVector g4,
        TVector g5,
        TVector g6,
        out TVector u0,
        out TVector u1,
        out TVector u2,
        out TVector u3,
        out TVector u4,
        out TVector u5,
        out TVector u6)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        u0 = TLanes.Subtract(TLanes.Zero, g0);
        AtTaps<TLanes, TVector>(g0, g1, g2, g3, g4, g5, g6, P, AtP, out u1, out u2);
        AtTaps<TLanes, TVector>(g0, g1, g2, g3, g4, g5, g6, 1, AtOne, out u3, out u4);
        AtTaps<TLanes, TVector>(g0, g1, g2, g3, g4, g5, g6, R, AtR, out u5, out u6);
    }

    /// <summary>What three pairs of points give together, of which the one at ±1 counts as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Sum<TLanes, TVector>(float p, TVector ofP, float r, TVector ofR, TVector ofOne)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.FusedMultiplyAdd(TLanes.Spread(r), ofR, TLanes.FusedMultiplyAdd(TLanes.Spread(p), ofP, ofOne));

    // (t6 − sum · t4 + product · t2) + point · (t5 − sum · t3 + product · t1), at a point and at its opposite.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AtPoints<TLanes, TVector>(
        TVector t1, TVector t2, TVector t3, TVector t4, TVector t5, TVector t6, float point, float sum, float product, out TVector plus, out TVector minus)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector by = TLanes.Spread(product), less = TLanes.Spread(-sum);
        TVector even = TLanes.FusedMultiplyAdd(by, t2, TLanes.FusedMultiplyAdd(less, t4, t6));
        TVector odd = TLanes.FusedMultiplyAdd(by, t1, TLanes.FusedMultiplyAdd(less, t3, t5));
        PointPair.Values<TLanes, TVector>(even, odd, point, out plus, out minus);
    }

    // The taps' polynomial at a point and at its opposite, by the slope there.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AtTaps<TLanes, TVector>(
        TVector g0,
        TVector g1,
        TVector g2,
        TVector g3,
        TVector g4,
        TVector g5,
        TVector g6,
        float point,
        float slope,
        out TVector plus,
        out TVector minus)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector by = TLanes.Spread(slope), square = TLanes.Spread(point * point);
        TVector even = TLanes.FusedMultiplyAdd(square, TLanes.FusedMultiplyAdd(square, TLanes.FusedMultiplyAdd(square, g6, g4), g2), g0);
        TVector odd = TLanes.FusedMultiplyAdd(square, TLanes.FusedMultiplyAdd(square, g5, g3), g1);
        PointPair.Values<TLanes, TVector>(even, odd, point, out plus, out minus);
        (plus, minus) = (TLanes.Multiply(by, plus), TLanes.Multiply(by, minus));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Products<TLanes, TVector>(TVector ofP, TVector ofOne, TVector ofR)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.FusedMultiplyAdd(TLanes.Spread(ProductWithoutP), ofP, TLanes.FusedMultiplyAdd(TLanes.Spread(ProductWithoutR), ofR, ofOne));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sums<TLanes, TVector>(TVector ofP, TVector ofOne, TVector ofR)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.FusedMultiplyAdd(
            TLanes.Spread(-SumWithoutP), ofP, TLanes.FusedMultiplyAdd(TLanes.Spread(-SumWithoutOne), ofOne, TLanes.Multiply(TLanes.Spread(-SumWithoutR), ofR)));
}
