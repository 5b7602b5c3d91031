namespace DigitLab.Neural;

/// <summary>Elementary functions with the same bits on every machine.</summary>
/// <remarks>
/// <see cref="Math"/> hands these to the platform's C library, whose last bits differ from one to the next. Here they are sums and
/// products of doubles, each rounded once as IEEE 754 prescribes, in a fixed order; the error is at most 2 units in the last place
/// (powers: 2 + 2·|y log x| units; sine and cosine: 2⁻⁵² absolute, for |x| ≤ 10⁵), far below what a float keeps.
/// </remarks>
public static class PortableMath
{
    private const double Ln2High = 6.93147180369123816490e-01;   // the leading 33 bits of ln 2, so that k · high is exact
    private const double Ln2Low = 1.90821492927058770002e-10;    // the rest
    private const double HalfPiHigh = 1.57079632673412561417e+00;   // the leading 33 bits of π/2
    private const double HalfPiMiddle = 6.07710050630396597660e-11;   // the next 33
    private const double HalfPiLow = 2.02226624879595063154e-21;      // the rest

    /// <summary>eˣ; 0 below −745.2, infinity above 709.8.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        if (x > 709.782712893384)
        {
            return double.PositiveInfinity;
        }

        if (x < -745.133219101941)
        {
            return 0;
        }

        // x = k ln 2 + r with |r| ≤ ln 2 / 2; the series of eʳ then needs 13 terms for 53 bits.
        double k = Math.Floor((x * 1.4426950408889634) + 0.5);
        double r = x - (k * Ln2High) - (k * Ln2Low);
        double sum = 1.0;
        for (int n = 14; n >= 1; n--)
        {
            sum = 1 + (r * sum / n);
        }

        int half = (int)k / 2;   // in two steps: 2ᵏ itself may be outside the range where the product is not
        return sum * PowerOfTwo(half) * PowerOfTwo((int)k - half);
    }

    /// <summary>eˣ, rounded to a float.</summary>
    public static float Exp(float x) => (float)Exp((double)x);

    /// <summary>The natural logarithm; −∞ at 0, NaN below.</summary>
    public static double Log(double x)
    {
        if (double.IsNaN(x) || x < 0)
        {
            return double.NaN;
        }

        if (x == 0)
        {
            return double.NegativeInfinity;
        }

        if (double.IsPositiveInfinity(x))
        {
            return x;
        }

        // x = 2ᵏ m with m in [√½, √2); log m = 2 artanh s, s = (m − 1)/(m + 1), |s| < 0.172: 11 terms of s² for 53 bits.
        int exponent = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= 18014398509481984.0;   // 2⁵⁴, to leave the subnormal numbers
            exponent = -54;
        }

        long bits = BitConverter.DoubleToInt64Bits(x);
        exponent += (int)(bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (m > 1.4142135623730951)
        {
            m *= 0.5;
            exponent++;
        }

        double s = (m - 1) / (m + 1), square = s * s;
        double sum = 1.0 / 25;
        for (int n = 23; n >= 3; n -= 2)
        {
            sum = (1.0 / n) + (square * sum);
        }

        return (exponent * Ln2High) + ((exponent * Ln2Low) + (2 * s) + (2 * s * square * sum));
    }

    /// <summary>The natural logarithm, rounded to a float.</summary>
    public static float Log(float x) => (float)Log((double)x);

    /// <summary>x to the power y, for x ≥ 0: e^(y log x).</summary>
    public static double Pow(double x, double y) => y == 0 ? 1 : x == 0 ? (y > 0 ? 0 : double.PositiveInfinity) : Exp(y * Log(x));

    /// <summary>The sine of an angle in radians; meant for |x| ≤ 10⁵.</summary>
    public static double Sin(double x) => SinCos(x).Sin;

    /// <summary>The cosine of an angle in radians; meant for |x| ≤ 10⁵.</summary>
    public static double Cos(double x) => SinCos(x).Cos;

    /// <summary>Sine and cosine of an angle in radians; meant for |x| ≤ 10⁵.</summary>
    public static (double Sin, double Cos) SinCos(double x)
    {
        if (!double.IsFinite(x))
        {
            return (double.NaN, double.NaN);
        }

        // x = k π/2 + r with |r| ≤ π/4 (Cody and Waite); both series then need terms to r¹⁷.
        double k = Math.Floor((x * 0.63661977236758134) + 0.5);
        double r = x - (k * HalfPiHigh) - (k * HalfPiMiddle) - (k * HalfPiLow);
        double square = r * r;
        double sine = 1, cosine = 1;
        for (int n = 18; n >= 2; n -= 2)
        {
            cosine = 1 - (square * cosine / ((n - 1) * n));
            sine = 1 - (square * sine / (n * (n + 1)));
        }

        sine *= r;
        return ((long)k & 3) switch
        {
            0 => (sine, cosine),
            1 => (cosine, -sine),
            2 => (-sine, -cosine),
            _ => (-cosine, sine),
        };
    }

    /// <summary>The hyperbolic tangent.</summary>
    public static double Tanh(double x)
    {
        if (Math.Abs(x) < 1)
        {
            // Lambert's continued fraction x/(1 + x²/(3 + x²/(5 + …))), for 1 − e below would cancel: by 19 it has 53 bits.
            double square = x * x, fraction = 19;
            for (int n = 17; n >= 1; n -= 2)
            {
                fraction = n + (square / fraction);
            }

            return x / fraction;
        }

        double e = Exp(-2 * Math.Abs(x));
        return Math.CopySign((1 - e) / (1 + e), x);
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
}
