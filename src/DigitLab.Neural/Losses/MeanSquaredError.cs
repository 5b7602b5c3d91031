namespace DigitLab.Neural;

/// <summary>The mean squared distance of the outputs from targets: one number for the right class, another for all others.</summary>
/// <remarks>
/// loss = (1/(N·C)) Σ_n Σ_j (z_nj − t_nj)², the mean over all numbers as in PyTorch and Keras; ∂loss/∂z_nj = 2 (z_nj − t_nj) / (N·C).
/// Outputs are <c>[batch, classes]</c>. In double precision.
/// </remarks>
public sealed class MeanSquaredError : Loss
{
    private readonly double _right;
    private readonly double _wrong;

    /// <summary>A squared-error loss.</summary>
    /// <param name="right">What the right class's output should be.</param>
    /// <param name="wrong">What all others should be; less.</param>
    /// <exception cref="ArgumentOutOfRangeException">The first target is not above the second, or one is not finite.</exception>
    public MeanSquaredError(double right = 1, double wrong = 0)
    {
        if (!(right > wrong && double.IsFinite(right) && double.IsFinite(wrong)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(right), $"MeanSquaredError: expected finite targets, the right class's above the others', got {right} and {wrong}.");
        }

        (_right, _wrong) = (right, wrong);
    }

    /// <inheritdoc/>
    protected override double ComputeSample(ReadOnlySpan<float> output, int label, int batch, Span<float> gradient)
    {
        double loss = 0;
        for (int j = 0; j < output.Length; j++)
        {
            double apart = output[j] - (j == label ? _right : _wrong);
            loss += apart * apart;
            if (!gradient.IsEmpty)
            {
                gradient[j] = (float)(2 * apart / (batch * output.Length));
            }
        }

        return loss / output.Length;
    }
}
