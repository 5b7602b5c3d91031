namespace DigitLab.Neural;

/// <summary>Softmax and cross-entropy in one: the negative logarithm of the probability that the network gives to the right class.</summary>
/// <remarks>
/// loss = (1/N) Σ_n (log Σ_j e^{z_nj} − z_{n,label}); ∂loss/∂z_nj = (p_nj − [j = label]) / N.
/// Outputs are logits z, <c>[batch, classes]</c>. Sums are in double precision. Source: Bishop 2006, §4.3.4.
/// </remarks>
public sealed class SoftmaxCrossEntropy : Loss
{
    /// <inheritdoc/>
    protected override double ComputeChecked(Tensor output, ReadOnlySpan<byte> labels, Tensor? outputGradient)
    {
        int classes = output.Shape[1];
        double loss = 0;
        for (int n = 0; n < labels.Length; n++)
        {
            ReadOnlySpan<float> logits = output.Span.Slice(n * classes, classes);
            double sum = Softmax.SumOfExponentials(logits, out float largest);
            loss += PortableMath.Log(sum) - ((double)logits[labels[n]] - largest);
            if (outputGradient is not null)
            {
                Span<float> gradient = outputGradient.Span.Slice(n * classes, classes);
                for (int j = 0; j < classes; j++)
                {
                    double probability = PortableMath.Exp((double)logits[j] - largest) / sum;
                    gradient[j] = (float)((probability - (j == labels[n] ? 1 : 0)) / labels.Length);
                }
            }
        }

        return loss / labels.Length;
    }
}
