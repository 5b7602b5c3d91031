using System.Runtime.CompilerServices;
using static DigitLab.Neural.EightPoints;

namespace DigitLab.Neural;

/// <summary>F(2, 7): two outputs of seven taps. In two dimensions 64 products instead of 196.</summary>
internal readonly struct FilterF27 : IMinimalFilter
{
    public static int Outputs => 2;

    public static int Taps => 7;

    public static int Side => EightPoints.Side;

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
        EightPoints.Weights<TLanes, TVector>(g0, g1, g2, g3, g4, g5, g6, out u0, out u1, out u2, out u3, out u4, out u5, out u6);
        u7 = g6;
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
        TVector pSquared = TLanes.Spread(PSquared), rSquared = TLanes.Spread(RSquared), atOne = TLanes.Spread(AtOne);
        TVector evenP = TLanes.Multiply(TLanes.Spread(AtP), TLanes.Add(u1, u2)), oddP = TLanes.Multiply(TLanes.Spread(P * AtP), TLanes.Subtract(u1, u2));
        TVector evenOne = TLanes.Multiply(atOne, TLanes.Add(u3, u4)), oddOne = TLanes.Multiply(atOne, TLanes.Subtract(u3, u4));
        TVector evenR = TLanes.Multiply(TLanes.Spread(AtR), TLanes.Add(u5, u6)), oddR = TLanes.Multiply(TLanes.Spread(R * AtR), TLanes.Subtract(u5, u6));
        g0 = TLanes.Subtract(TLanes.Add(TLanes.Add(evenP, evenOne), evenR), u0);
        g1 = TLanes.Add(TLanes.Add(oddP, oddOne), oddR);
        (evenP, evenR) = (TLanes.Multiply(pSquared, evenP), TLanes.Multiply(rSquared, evenR));
        g2 = TLanes.Add(TLanes.Add(evenP, evenOne), evenR);
        (oddP, oddR) = (TLanes.Multiply(pSquared, oddP), TLanes.Multiply(rSquared, oddR));
        g3 = TLanes.Add(TLanes.Add(oddP, oddOne), oddR);
        (evenP, evenR) = (TLanes.Multiply(pSquared, evenP), TLanes.Multiply(rSquared, evenR));
        g4 = TLanes.Add(TLanes.Add(evenP, evenOne), evenR);
        g5 = Sum<TLanes, TVector>(PSquared, oddP, RSquared, oddR, oddOne);
        g6 = Sum<TLanes, TVector>(PSquared, evenP, RSquared, evenR, TLanes.Add(evenOne, u7));
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
        TVector evenP = TLanes.Add(p1, p2), evenOne = TLanes.Add(p3, p4), evenR = TLanes.Add(p5, p6);
        TVector oddP = TLanes.Subtract(p1, p2), oddOne = TLanes.Subtract(p3, p4), oddR = TLanes.Subtract(p5, p6);
        y0 = TLanes.Add(TLanes.Add(TLanes.Add(p0, evenP), evenOne), evenR);
        y1 = Sum<TLanes, TVector>(P, oddP, R, oddR, TLanes.Add(oddOne, p7));
        y2 = y3 = TLanes.Zero;
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
        PointPair.Values<TLanes, TVector>(y0, y1, P, out e1, out e2);
        PointPair.Values<TLanes, TVector>(y0, y1, 1, out e3, out e4);
        PointPair.Values<TLanes, TVector>(y0, y1, R, out e5, out e6);
        e7 = y1;
    }
}
