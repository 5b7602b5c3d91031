namespace DigitLab.Neural.Tests.Checks;

/// <summary>Softmax and cross-entropy with a gradient that is off by a factor.</summary>
internal sealed class WrongLoss(float factor) : Loss
{
    protected override double ComputeChecked(Tensor output, ReadOnlySpan<byte> labels, Tensor? outputGradient)
    {
        double loss = new SoftmaxCrossEntropy().Compute(output, labels, outputGradient);
        if (outputGradient is not null)
        {
            foreach (ref float gradient in outputGradient.Span)
            {
                gradient *= factor;
            }
        }

        return loss;
    }
}
