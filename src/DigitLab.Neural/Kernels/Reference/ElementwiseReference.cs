namespace DigitLab.Neural;

/// <summary>Functions of each number by itself, one number at a time: what <see cref="ElementwiseKernel"/> must give, bit for bit.</summary>
internal static class ElementwiseReference
{
    /// <summary>y = 0 where x ≤ 0, else x; so −0 becomes 0, and NaN, which is not ≤ 0, stays.</summary>
    internal static void Relu(ReadOnlySpan<float> x, Span<float> y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = x[i] <= 0 ? 0 : x[i];
        }
    }

    /// <summary>∂x = 0 where y ≤ 0, else ∂y.</summary>
    internal static void ReluGradient(ReadOnlySpan<float> y, ReadOnlySpan<float> yGradient, Span<float> xGradient)
    {
        for (int i = 0; i < y.Length; i++)
        {
            xGradient[i] = y[i] <= 0 ? 0 : yGradient[i];
        }
    }

    /// <summary>y = a · b: dropout, whose mask b holds 0 or 1/(1 − p).</summary>
    internal static void Multiply(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y)
    {
        for (int i = 0; i < a.Length; i++)
        {
            y[i] = a[i] * b[i];
        }
    }
}
