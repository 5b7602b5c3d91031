using System.Runtime.CompilerServices;
using static DigitLab.Neural.WinogradPoints;

namespace DigitLab.Neural;

/// <summary>F(2, 5): two outputs of five taps. In two dimensions 36 products instead of 100.</summary>
internal readonly struct FilterF25 : IMinimalFilter
{
    public static int Outputs => 2;

    public static int Taps => 5;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Weights<TLanes, TVector>(
        TVector g0,
        TVector g1,
        TVector g2,
        TVector g3,
        TVector g4,
        out TVector u0,
        out TVector u1,
        out TVector u2,
        out TVector u3,
        out TVector u4,
        out TVector u5)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        u0 = TLanes.Multiply(TLanes.Spread(AtZero), g0);
        At<TLanes, TVector>(g0, g1, g2, g3, g4, P, PSquared, AtP, out u1, out u2);
        At<TLanes, TVector>(g0, g1, g2, g3, g4, Q, QSquared, AtQ, out u3, out u4);
        u5 = g4;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WeightGradient<TLanes, TVector>(
        TVector u0,
        TVector u1,
        TVector u2,
        TVector u3,
        TVector u4,
        TVector u5,
        out TVector g0,
        out TVector g1,
        out TVector g2,
        out TVector g3,
        out TVector g4)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector atP = TLanes.Spread(AtP), atQ = TLanes.Spread(AtQ), pSquared = TLanes.Spread(PSquared), qSquared = TLanes.Spread(QSquared);
        TVector evenP = TLanes.Multiply(atP, TLanes.Add(u1, u2)), oddP = TLanes.Multiply(TLanes.Spread(P * AtP), TLanes.Subtract(u1, u2));
        TVector evenQ = TLanes.Multiply(atQ, TLanes.Add(u3, u4)), oddQ = TLanes.Multiply(TLanes.Spread(Q * AtQ), TLanes.Subtract(u3, u4));
        g0 = TLanes.FusedMultiplyAdd(TLanes.Spread(AtZero), u0, TLanes.Add(evenP, evenQ));
        g1 = TLanes.Add(oddP, oddQ);
        TVector squareP = TLanes.Multiply(pSquared, evenP), squareQ = TLanes.Multiply(qSquared, evenQ);
        g2 = TLanes.Add(squareP, squareQ);
        g3 = TLanes.FusedMultiplyAdd(qSquared, oddQ, TLanes.Multiply(pSquared, oddP));
        g4 = TLanes.FusedMultiplyAdd(qSquared, squareQ, TLanes.FusedMultiplyAdd(pSquared, squareP, u5));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output<TLanes, TVector>(
        TVector p0, TVector p1, TVector p2, TVector p3, TVector p4, TVector p5, out TVector y0, out TVector y1, out TVector y2, out TVector y3)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector evenP = TLanes.Add(p1, p2), oddP = TLanes.Subtract(p1, p2), evenQ = TLanes.Add(p3, p4), oddQ = TLanes.Subtract(p3, p4);
        y0 = TLanes.Add(TLanes.Add(p0, evenP), evenQ);
        y1 = TLanes.FusedMultiplyAdd(TLanes.Spread(Q), oddQ, TLanes.FusedMultiplyAdd(TLanes.Spread(P), oddP, p5));
        y2 = y3 = TLanes.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OutputGradient<TLanes, TVector>(
        TVector y0, TVector y1, TVector y2, TVector y3, out TVector e0, out TVector e1, out TVector e2, out TVector e3, out TVector e4, out TVector e5)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        e0 = y0;
        e1 = TLanes.FusedMultiplyAdd(TLanes.Spread(P), y1, y0);
        e2 = TLanes.FusedMultiplyAdd(TLanes.Spread(-P), y1, y0);
        e3 = TLanes.FusedMultiplyAdd(TLanes.Spread(Q), y1, y0);
        e4 = TLanes.FusedMultiplyAdd(TLanes.Spread(-Q), y1, y0);
        e5 = y1;
    }

    public static RowSum OutputGradientRow(int row) => row switch
    {
        1 => new RowSum(0, -1, 1, -1, 1, P),
        2 => new RowSum(0, -1, 1, -1, 1, -P),
        3 => new RowSum(0, -1, 1, -1, 1, Q),
        4 => new RowSum(0, -1, 1, -1, 1, -Q),
        5 => RowSum.Of(1),
        _ => RowSum.Of(0),
    };

    // The taps' polynomial at a point and at its opposite, by the slope there.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void At<TLanes, TVector>(
        TVector g0, TVector g1, TVector g2, TVector g3, TVector g4, float point, float square, float slope, out TVector plus, out TVector minus)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector by = TLanes.Spread(slope), squares = TLanes.Spread(square);
        TVector even = TLanes.FusedMultiplyAdd(squares, TLanes.FusedMultiplyAdd(squares, g4, g2), g0), odd = TLanes.FusedMultiplyAdd(squares, g3, g1);
        plus = TLanes.Multiply(by, TLanes.FusedMultiplyAdd(TLanes.Spread(point), odd, even));
        minus = TLanes.Multiply(by, TLanes.FusedMultiplyAdd(TLanes.Spread(-point), odd, even));
    }
}
