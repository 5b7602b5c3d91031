using static DigitLab.Neural.SixPoints;

namespace DigitLab.Neural;

/// <summary>F(4, 3): the points 0, ±¾, ±3⁄2, ∞.</summary>
internal sealed class SixPointReference : MinimalFilterReference
{
    internal override float[] OfInputs(float[] t)
    {
        float evenP = Fused(-QSquared, t[2], t[4]), oddP = Fused(-QSquared, t[1], t[3]);
        float evenQ = Fused(-PSquared, t[2], t[4]), oddQ = Fused(-PSquared, t[1], t[3]);
        return
        [
            Fused(Linear, t[0], Fused(Cubic, t[2], t[4])),
            Fused(P, oddP, evenP),
            Fused(-P, oddP, evenP),
            Fused(Q, oddQ, evenQ),
            Fused(-Q, oddQ, evenQ),
            Fused(Linear, t[1], Fused(Cubic, t[3], t[5])),
        ];
    }

    internal override float[] OfInputsBack(float[] p)
    {
        float evenP = p[1] + p[2], oddP = P * (p[1] - p[2]), evenQ = p[3] + p[4], oddQ = Q * (p[3] - p[4]);
        return
        [
            Linear * p[0],
            Fused(-PSquared, oddQ, Fused(-QSquared, oddP, Linear * p[5])),
            Fused(-PSquared, evenQ, Fused(-QSquared, evenP, Cubic * p[0])),
            Fused(Cubic, p[5], oddP + oddQ),
            p[0] + evenP + evenQ,
            p[5],
        ];
    }

    internal override float[] OfWeights(float[] g)
    {
        float evenP = Fused(PSquared, g[2], g[0]), evenQ = Fused(QSquared, g[2], g[0]);
        return [AtZero * g[0], AtP * Fused(P, g[1], evenP), AtP * Fused(-P, g[1], evenP), AtQ * Fused(Q, g[1], evenQ), AtQ * Fused(-Q, g[1], evenQ), g[2]];
    }

    internal override float[] OfProductsBack(float[] u)
    {
        float evenP = AtP * (u[1] + u[2]), evenQ = AtQ * (u[3] + u[4]), oddP = AtP * (u[1] - u[2]), oddQ = AtQ * (u[3] - u[4]);
        return [Fused(AtZero, u[0], evenP + evenQ), Fused(Q, oddQ, P * oddP), Fused(QSquared, evenQ, Fused(PSquared, evenP, u[5]))];
    }

    internal override float[] OfProducts(float[] p)
    {
        float evenP = p[1] + p[2], oddP = p[1] - p[2], evenQ = p[3] + p[4], oddQ = p[3] - p[4];
        return [p[0] + evenP + evenQ, Fused(Q, oddQ, P * oddP), Fused(QSquared, evenQ, PSquared * evenP), Fused(QCubed, oddQ, Fused(PCubed, oddP, p[5]))];
    }

    internal override float[] OfOutputGradients(float[] y)
    {
        float evenP = Fused(PSquared, y[2], y[0]), oddP = Fused(PSquared, y[3], y[1]), evenQ = Fused(QSquared, y[2], y[0]), oddQ = Fused(QSquared, y[3], y[1]);
        return [y[0], Fused(P, oddP, evenP), Fused(-P, oddP, evenP), Fused(Q, oddQ, evenQ), Fused(-Q, oddQ, evenQ), y[3]];
    }
}
