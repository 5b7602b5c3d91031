namespace DigitLab.Neural;

/// <summary>The matrices of a minimal filter (<see cref="IMinimalFilter"/>) as plain functions of plain arrays.</summary>
internal abstract class MinimalFilterReference
{
    /// <summary>The filter of <paramref name="m"/> outputs and <paramref name="r"/> taps.</summary>
    internal static MinimalFilterReference Of(int m, int r) => (m, r) == (4, 3) ? new SixPointReference() : new EightPointReference(m, r);

    /// <summary>Bᵀ t.</summary>
    internal abstract float[] OfInputs(float[] t);

    /// <summary>B p.</summary>
    internal abstract float[] OfInputsBack(float[] p);

    /// <summary>G g: the polynomial of the taps at the points, by the slope there.</summary>
    internal abstract float[] OfWeights(float[] g);

    /// <summary>Gᵀ u.</summary>
    internal abstract float[] OfProductsBack(float[] u);

    /// <summary>Aᵀ p.</summary>
    internal abstract float[] OfProducts(float[] p);

    /// <summary>A ∂y: the polynomial of the outputs at the points.</summary>
    internal abstract float[] OfOutputGradients(float[] y);

    /// <summary>a · b + c with one rounding.</summary>
    protected static float Fused(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);
}
