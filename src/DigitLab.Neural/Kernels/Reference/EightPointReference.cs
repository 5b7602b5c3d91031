using static DigitLab.Neural.EightPoints;

namespace DigitLab.Neural;

/// <summary>F(4, 5) and F(2, 7): the points 0, ±½, ±1, ±2, ∞.</summary>
/// <param name="m">Outputs: 4 or 2.</param>
/// <param name="r">Taps: 9 − <paramref name="m"/>.</param>
internal sealed class EightPointReference(int m, int r) : MinimalFilterReference
{
    internal override float[] OfInputs(float[] t)
    {
        float[] result = new float[8];
        result[0] = Fused(5.25f, t[2], Fused(-5.25f, t[4], t[6])) - t[0];
        (result[1], result[2]) = AtPoints(P, sum: 5, product: 4);
        (result[3], result[4]) = AtPoints(1, sum: 4.25f, product: 1);
        (result[5], result[6]) = AtPoints(R, sum: 1.25f, product: 0.25f);
        result[7] = Fused(5.25f, t[3], Fused(-5.25f, t[5], t[7])) - t[1];
        return result;

        // x⁴ − sum · x² + product is 0 at the other two pairs of points.
        (float Plus, float Minus) AtPoints(float point, float sum, float product)
        {
            float even = Fused(product, t[2], Fused(-sum, t[4], t[6])), odd = Fused(product, t[1], Fused(-sum, t[3], t[5]));
            return (Fused(point, odd, even), Fused(-point, odd, even));
        }
    }

    internal override float[] OfInputsBack(float[] p)
    {
        (float evenP, float even, float evenR) = (p[1] + p[2], p[3] + p[4], p[5] + p[6]);
        (float oddP, float odd, float oddR) = (P * (p[1] - p[2]), p[3] - p[4], R * (p[5] - p[6]));
        return
        [
            0 - p[0],
            Products(oddP, odd, oddR) - p[7],
            Fused(5.25f, p[0], Products(evenP, even, evenR)),
            Fused(5.25f, p[7], Sums(oddP, odd, oddR)),
            Fused(-5.25f, p[0], Sums(evenP, even, evenR)),
            Fused(-5.25f, p[7], oddP + odd + oddR),
            p[0] + (evenP + even + evenR),
            p[7],
        ];

        static float Products(float ofP, float ofOne, float ofR) => Fused(4, ofP, Fused(0.25f, ofR, ofOne));

        static float Sums(float ofP, float ofOne, float ofR) => Fused(-5, ofP, Fused(-4.25f, ofOne, -1.25f * ofR));
    }

    internal override float[] OfWeights(float[] g)
    {
        (float plusP, float minusP) = Horner(g, P);
        (float plus, float minus) = Horner(g, 1);
        (float plusR, float minusR) = Horner(g, R);
        return [0 - g[0], AtP * plusP, AtP * minusP, AtOne * plus, AtOne * minus, AtR * plusR, AtR * minusR, g[r - 1]];
    }

    internal override float[] OfProductsBack(float[] u)
    {
        float[] ofP = Powers(AtP * (u[1] + u[2]), P * AtP * (u[1] - u[2]), PSquared);
        float[] ofOne = Powers(AtOne * (u[3] + u[4]), AtOne * (u[3] - u[4]), 1);
        float[] ofR = Powers(AtR * (u[5] + u[6]), R * AtR * (u[5] - u[6]), RSquared);
        float[] result = new float[r];
        result[0] = ofP[0] + ofOne[0] + ofR[0] - u[0];
        for (int tap = 1; tap < r - 2; tap++)
        {
            result[tap] = ofP[tap] + ofOne[tap] + ofR[tap];
        }

        // The last two taps take the last power on the way.
        result[r - 2] = Fused(RSquared, ofR[r - 4], Fused(PSquared, ofP[r - 4], ofOne[r - 4]));
        result[r - 1] = Fused(RSquared, ofR[r - 3], Fused(PSquared, ofP[r - 3], ofOne[r - 3] + u[7]));
        return result;

        float[] Powers(float even, float odd, float square)
        {
            float[] powers = new float[r];
            for (int tap = 0; tap < r; tap++)
            {
                powers[tap] = tap == 0 ? even : tap == 1 ? odd : square * powers[tap - 2];
            }

            return powers;
        }
    }

    internal override float[] OfProducts(float[] p)
    {
        (float evenP, float even, float evenR) = (p[1] + p[2], p[3] + p[4], p[5] + p[6]);
        (float oddP, float odd, float oddR) = (p[1] - p[2], p[3] - p[4], p[5] - p[6]);
        float first = p[0] + evenP + even + evenR;
        return m == 2
            ? [first, Fused(R, oddR, Fused(P, oddP, odd + p[7]))]
            : [first, Fused(R, oddR, Fused(P, oddP, odd)), Fused(RSquared, evenR, Fused(PSquared, evenP, even)), Fused(RCubed, oddR, Fused(PCubed, oddP, odd + p[7]))];
    }

    internal override float[] OfOutputGradients(float[] y)
    {
        (float plusP, float minusP) = Horner(y, P);
        (float plus, float minus) = Horner(y, 1);
        (float plusR, float minusR) = Horner(y, R);
        return [y[0], plusP, minusP, plus, minus, plusR, minusR, y[m - 1]];
    }

    // A polynomial at a point and at its opposite.
    private static (float Plus, float Minus) Horner(float[] coefficients, float point)
    {
        float even = 0, odd = 0, square = point * point;
        for (int i = coefficients.Length - 1; i >= 0; i--)
        {
            ref float sum = ref i % 2 == 0 ? ref even : ref odd;
            sum = Fused(square, sum, coefficients[i]);
        }

        return (Fused(point, odd, even), Fused(-point, odd, even));
    }
}
