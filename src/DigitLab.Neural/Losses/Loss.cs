namespace DigitLab.Neural;

/// <summary>How wrong a batch of outputs is, as one number to be made small.</summary>
public abstract class Loss
{
    /// <summary>The mean loss over the batch, and its gradient.</summary>
    /// <param name="output">The network's: <c>[batch, classes]</c>.</param>
    /// <param name="labels">The right class of each sample.</param>
    /// <param name="outputGradient">Overwritten with ∂loss/∂output; null where nobody needs it.</param>
    /// <exception cref="ArgumentException">The number of labels is not the batch's, or a label names no class.</exception>
    public double Compute(Tensor output, ReadOnlySpan<byte> labels, Tensor? outputGradient)
    {
        Shape shape = output.Shape;
        if (shape.Rank != 2 || shape[0] != labels.Length)
        {
            throw new ArgumentException(
                $"{GetType().Name}: expected outputs [{labels.Length}, classes] for {labels.Length} labels, got {shape}.", nameof(output));
        }

        if (outputGradient is not null && outputGradient.Shape != shape)
        {
            throw new ArgumentException($"{GetType().Name}: expected a gradient {shape}, got {outputGradient.Shape}.", nameof(outputGradient));
        }

        foreach (byte label in labels)
        {
            if (label >= shape[1])
            {
                throw new ArgumentException($"{GetType().Name}: expected labels below {shape[1]}, got {label}.", nameof(labels));
            }
        }

        return ComputeChecked(output, labels, outputGradient);
    }

    /// <summary><see cref="Compute"/>, after its checks.</summary>
    protected abstract double ComputeChecked(Tensor output, ReadOnlySpan<byte> labels, Tensor? outputGradient);
}
