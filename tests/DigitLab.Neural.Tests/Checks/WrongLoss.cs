namespace DigitLab.Neural.Tests.Checks;

/// <summary>Softmax and cross-entropy with a gradient that is off by a factor.</summary>
internal sealed class WrongLoss(float factor) : Loss
{
    protected override double ComputeSample(ReadOnlySpan<float> output, int label, int batch, Span<float> gradient)
    {
        Tensor sample = Tensor.From(new Shape(1, output.Length), output.ToArray()), ofSample = new(sample.Shape);
        double loss = new SoftmaxCrossEntropy().Compute(sample, [(byte)label], ofSample);
        for (int j = 0; j < gradient.Length; j++)
        {
            gradient[j] = factor * ofSample.Span[j] / batch;
        }

        return loss;
    }
}
