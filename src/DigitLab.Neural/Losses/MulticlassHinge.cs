namespace DigitLab.Neural;

/// <summary>The multiclass support vector machine's loss: every wrong class must stay a margin below the right one.</summary>
/// <remarks>
/// loss = (1/N) Σ_n Σ_{j ≠ y} max(0, z_nj − z_ny + Δ), or with the square of each term. Where a term h is above 0,
/// ∂loss/∂z_nj = 1/N and ∂loss/∂z_ny −= 1/N, or 2h/N each. Outputs are scores z, <c>[batch, classes]</c>; any numbers. In double precision.
/// Source: Weston, Watkins 1999, "Support vector machines for multi-class pattern recognition", eq. 5; as Stanford's CS231n teaches it.
/// </remarks>
public sealed class MulticlassHinge : Loss
{
    private readonly double _margin;
    private readonly bool _isSquared;

    /// <summary>A hinge loss.</summary>
    /// <param name="margin">Δ, by how much the right class must win; above 0.</param>
    /// <param name="isSquared">Whether each shortfall counts with its square.</param>
    /// <exception cref="ArgumentOutOfRangeException">The margin is not above 0, or not finite.</exception>
    public MulticlassHinge(double margin = 1, bool isSquared = false)
    {
        if (!(margin > 0 && double.IsFinite(margin)))
        {
            throw new ArgumentOutOfRangeException(nameof(margin), margin, "MulticlassHinge: expected a finite margin above 0.");
        }

        (_margin, _isSquared) = (margin, isSquared);
    }

    /// <inheritdoc/>
    protected override double ComputeSample(ReadOnlySpan<float> output, int label, int batch, Span<float> gradient)
    {
        double loss = 0, right = output[label], pull = 0;
        for (int j = 0; j < output.Length; j++)
        {
            double term = j == label ? 0 : output[j] - right + _margin;
            bool isShort = !(term <= 0);   // NaN too, so that it is noticed
            double slope = !isShort ? 0 : (_isSquared ? 2 * term : 1) / batch;
            loss += !isShort ? 0 : _isSquared ? term * term : term;
            pull += slope;
            if (!gradient.IsEmpty)
            {
                gradient[j] = (float)slope;
            }
        }

        if (!gradient.IsEmpty)
        {
            gradient[label] = (float)-pull;
        }

        return loss;
    }
}
