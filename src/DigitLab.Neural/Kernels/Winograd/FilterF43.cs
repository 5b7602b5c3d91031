using System.Runtime.CompilerServices;
using static DigitLab.Neural.SixPoints;

namespace DigitLab.Neural;

/// <summary>F(4, 3): four outputs of three taps. In two dimensions 36 products instead of 144.</summary>
internal readonly struct FilterF43 : IMinimalFilter
{
    public static int Outputs => 4;

    public static int Taps => 3;

    public static int Side => SixPoints.Side;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Weights<TLanes, TVector>(
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
        out TVector u6,
        out TVector u7)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        u0 = TLanes.Multiply(TLanes.Spread(AtZero), g0);
        At<TLanes, TVector>(g0, g1, g2, P, AtP, out u1, out u2);
        At<TLanes, TVector>(g0, g1, g2, Q, AtQ, out u3, out u4);
        u5 = g2;
        u6 = u7 = TLanes.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WeightGradient<TLanes, TVector>(
        TVector u0,
        TVector u1,
        TVector u2,
        TVector u3,
        TVector u4,
        TVector u5,
        TVector u6,
        TVector u7,
        out TVector g0,
        out TVector g1,
        out TVector g2,
        out TVector g3,
        out TVector g4,
        out TVector g5,
        out TVector g6)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector atP = TLanes.Spread(AtP), atQ = TLanes.Spread(AtQ);
        TVector evenP = TLanes.Multiply(atP, TLanes.Add(u1, u2)), oddP = TLanes.Multiply(atP, TLanes.Subtract(u1, u2));
        TVector evenQ = TLanes.Multiply(atQ, TLanes.Add(u3, u4)), oddQ = TLanes.Multiply(atQ, TLanes.Subtract(u3, u4));
        g0 = TLanes.FusedMultiplyAdd(TLanes.Spread(AtZero), u0, TLanes.Add(evenP, evenQ));
        g1 = TLanes.FusedMultiplyAdd(TLanes.Spread(Q), oddQ, TLanes.Multiply(TLanes.Spread(P), oddP));
        g2 = TLanes.FusedMultiplyAdd(TLanes.Spread(QSquared), evenQ, TLanes.FusedMultiplyAdd(TLanes.Spread(PSquared), evenP, u5));
        g3 = g4 = g5 = g6 = TLanes.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output<TLanes, TVector>(
        TVector p0,
        TVector p1,
        TVector p2,
        TVector p3,
        TVector p4,
        TVector p5,
        TVector p6,
        TVector p7,
        out TVector y0,
        out TVector y1,
        out TVector y2,
        out TVector y3)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector evenP = TLanes.Add(p1, p2), oddP = TLanes.Subtract(p1, p2), evenQ = TLanes.Add(p3, p4), oddQ = TLanes.Subtract(p3, p4);
        y0 = TLanes.Add(TLanes.Add(p0, evenP), evenQ);
        y1 = TLanes.FusedMultiplyAdd(TLanes.Spread(Q), oddQ, TLanes.Multiply(TLanes.Spread(P), oddP));
        y2 = TLanes.FusedMultiplyAdd(TLanes.Spread(QSquared), evenQ, TLanes.Multiply(TLanes.Spread(PSquared), evenP));
        y3 = TLanes.FusedMultiplyAdd(TLanes.Spread(QCubed), oddQ, TLanes.FusedMultiplyAdd(TLanes.Spread(PCubed), oddP, p5));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OutputGradient<TLanes, TVector>(
        TVector y0,
        TVector y1,
        TVector y2,
        TVector y3,
        out TVector e0,
        out TVector e1,
        out TVector e2,
        out TVector e3,
        out TVector e4,
        out TVector e5,
        out TVector e6,
        out TVector e7)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        e0 = y0;
        PointPair.Values<TLanes, TVector>(y0, y1, y2, y3, P, out e1, out e2);
        PointPair.Values<TLanes, TVector>(y0, y1, y2, y3, Q, out e3, out e4);
        e5 = y3;
        e6 = e7 = TLanes.Zero;
    }

    // The taps' polynomial at a point and at its opposite, by the slope there.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void At<TLanes, TVector>(TVector g0, TVector g1, TVector g2, float point, float slope, out TVector plus, out TVector minus)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector even = TLanes.FusedMultiplyAdd(TLanes.Spread(point * point), g2, g0), by = TLanes.Spread(slope);
        PointPair.Values<TLanes, TVector>(even, g1, point, out plus, out minus);
        (plus, minus) = (TLanes.Multiply(by, plus), TLanes.Multiply(by, minus));
    }
}
