using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>The regularized incomplete beta function I_x(a, b), from which Student's and the binomial distribution follow.</summary>
/// <remarks>
/// A continued fraction, evaluated by Lentz's method. Source: Press et al., Numerical Recipes, 3rd edition, §6.4; the logarithm of Γ:
/// Lanczos 1964 with g = 7 and nine coefficients, good to 15 digits. Exponentials and logarithms are the engine's own, so a table has the
/// same figures on every machine.
/// </remarks>
internal static class IncompleteBeta
{
    private const int MostTerms = 10_000;
    private const double Tiny = 1e-300;
    private const double Precision = 1e-15;
    private const double LanczosG = 7;

    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
        12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>I_x(a, b) for x from 0 to 1 and positive a, b.</summary>
    internal static double Of(double x, double a, double b)
    {
        if (x <= 0 || x >= 1)
        {
            return x <= 0 ? 0 : 1;
        }

        double front = PortableMath.Exp(
            LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * PortableMath.Log(x)) + (b * PortableMath.Log(1 - x)));
        return x < (a + 1) / (a + b + 2)   // where the fraction converges fast
            ? front * Fraction(x, a, b) / a
            : 1 - (front * Fraction(1 - x, b, a) / b);
    }

    private static double LogGamma(double x)
    {
        double sum = Lanczos[0];
        for (int i = 1; i < Lanczos.Length; i++)
        {
            sum += Lanczos[i] / (x - 1 + i);
        }

        double t = x - 1 + LanczosG + 0.5;
        return (0.5 * PortableMath.Log(2 * Math.PI)) + ((x - 0.5) * PortableMath.Log(t)) - t + PortableMath.Log(sum);
    }

    private static double Fraction(double x, double a, double b)
    {
        double c = 1, d = 1 / AwayFromZero(1 - ((a + b) * x / (a + 1))), h = d;
        for (int m = 1; m <= MostTerms; m++)
        {
            Step(m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m))));
            double change = Step(-(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1)));
            if (Math.Abs(change - 1) < Precision)
            {
                break;
            }
        }

        return h;

        double Step(double coefficient)
        {
            d = 1 / AwayFromZero(1 + (coefficient * d));
            c = AwayFromZero(1 + (coefficient / c));
            h *= c * d;
            return c * d;
        }
    }

    private static double AwayFromZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
