namespace DigitLab.Neural;

/// <summary>Activation functions and their slopes as a textbook writes them, in double precision: what <see cref="ActivationKernel"/> must come near.</summary>
/// <remarks>Near, not equal: the kernel's exponential is one of floats, good to 2 units in the last place.</remarks>
internal static class ActivationReference
{
    /// <summary>x above 0, slope · x elsewhere.</summary>
    internal static (double Value, double Slope) LeakyRelu(double x, double slope) => x > 0 ? (x, 1) : (slope * x, slope);

    /// <summary>y = 1 / (1 + e⁻ˣ); y′ = y (1 − y).</summary>
    internal static (double Value, double Slope) Sigmoid(double x)
    {
        double y = 1 / (1 + PortableMath.Exp(-x));
        return (y, y * (1 - y));
    }

    /// <summary>y = A tanh(S x); y′ = A S (1 − tanh²(S x)).</summary>
    internal static (double Value, double Slope) Tanh(double x, double amplitude, double steepness)
    {
        double t = PortableMath.Tanh(steepness * x);
        return (amplitude * t, amplitude * steepness * (1 - (t * t)));
    }

    /// <summary>y = x Φ(x); y′ = Φ(x) + x φ(x), the series Φ(x) = ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …) summed until nothing is added.</summary>
    /// <remarks>For |x| up to 6. Source: Marsaglia 2004, "Evaluating the normal distribution", Journal of Statistical Software 11.</remarks>
    internal static (double Value, double Slope) Gelu(double x)
    {
        double density = PortableMath.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI), term = x, sum = x;
        for (int n = 3; sum != sum + term; n += 2)
        {
            term *= x * x / n;
            sum += term;
        }

        double below = 0.5 + (density * sum);
        return (x * below, below + (x * density));
    }

    /// <summary>y = ½ x (1 + tanh u), u = √(2/π) (x + 0.044715 x³); y′ = ½ (1 + tanh u) + ½ x (1 − tanh² u) u′.</summary>
    internal static (double Value, double Slope) TanhGelu(double x)
    {
        double root = Math.Sqrt(2 / Math.PI), t = PortableMath.Tanh(root * (x + (0.044715 * x * x * x)));
        return (0.5 * x * (1 + t), (0.5 * (1 + t)) + (0.5 * x * (1 - (t * t)) * root * (1 + (3 * 0.044715 * x * x))));
    }
}
