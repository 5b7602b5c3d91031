namespace DigitLab.Neural;

/// <summary>Softmax and cross-entropy in one: the negative logarithm of the probability that the network gives to the right class.</summary>
/// <remarks>
/// loss = (1/N) Σ_n (log Σ_j e^{z_nj} − Σ_j t_nj z_nj); ∂loss/∂z_nj = (p_nj − t_nj) / N. The target t is 1 for the right class; with label
/// smoothing ε it is 1 − ε + ε/C for the right one and ε/C for the others of C classes.
/// Outputs are logits z, <c>[batch, classes]</c>. Sums are in double precision. Sources: Bishop 2006, §4.3.4; label smoothing:
/// Szegedy et al. 2016, §7, arXiv:1512.00567, in PyTorch's form.
/// </remarks>
public sealed class SoftmaxCrossEntropy : Loss
{
    private const int MostOnTheStack = 256;

    private readonly double _smoothing;

    /// <summary>A cross-entropy loss.</summary>
    /// <param name="labelSmoothing">ε, how much of the target is spread evenly over all classes; at least 0, less than 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The smoothing is out of its range.</exception>
    public SoftmaxCrossEntropy(double labelSmoothing = 0) => _smoothing = labelSmoothing is >= 0 and < 1
        ? labelSmoothing
        : throw new ArgumentOutOfRangeException(
            nameof(labelSmoothing), labelSmoothing, "SoftmaxCrossEntropy: expected a label smoothing of at least 0 and less than 1.");

    /// <inheritdoc/>
    protected override double ComputeSample(ReadOnlySpan<float> output, int label, int batch, Span<float> gradient)
    {
        Span<double> exponentials = output.Length <= MostOnTheStack ? stackalloc double[output.Length] : new double[output.Length];
        double spread = _smoothing / output.Length, sum = Softmax.SumOfExponentials(output, exponentials, out float largest);
        double loss = PortableMath.Log(sum) - ((1 - _smoothing) * ((double)output[label] - largest));
        if (_smoothing > 0)
        {
            double all = 0;
            foreach (float logit in output)
            {
                all += (double)logit - largest;
            }

            loss -= spread * all;
        }

        for (int j = 0; j < gradient.Length; j++)
        {
            double probability = exponentials[j] / sum;
            double target = (j == label ? 1 - _smoothing : 0) + spread;
            gradient[j] = (float)((probability - target) / batch);
        }

        return loss;
    }
}
