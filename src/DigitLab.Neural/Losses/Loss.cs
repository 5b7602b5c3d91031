namespace DigitLab.Neural;

/// <summary>How wrong a batch of outputs is, as one number to be made small.</summary>
public abstract class Loss
{
    private const int SamplesPerPiece = 32;

    private float[] _ofOther = [];   // the gradient towards a mixed sample's other class
    private byte[] _labels = [];     // what a piece of the work reads and writes
    private double[] _losses = [];

    /// <summary>The mean loss over the batch, and its gradient.</summary>
    /// <param name="output">The network's: <c>[batch, classes]</c>.</param>
    /// <param name="labels">The right class of each sample.</param>
    /// <param name="outputGradient">Overwritten with ∂loss/∂output; null where nobody needs it.</param>
    /// <param name="workers">The threads that share the samples; all cores if null. No bit depends on them.</param>
    /// <exception cref="ArgumentException">The number of labels is not the batch's, or a label names no class.</exception>
    public double Compute(Tensor output, ReadOnlySpan<byte> labels, Tensor? outputGradient, Workers? workers = null)
    {
        Check(output, labels, outputGradient);
        int pieces = (labels.Length + SamplesPerPiece - 1) / SamplesPerPiece;
        Array.Resize(ref _labels, Math.Max(_labels.Length, labels.Length));
        Array.Resize(ref _losses, Math.Max(_losses.Length, labels.Length));
        labels.CopyTo(_labels);
        (workers ?? Workers.Shared).Run(pieces, new SamplesJob(this, output, outputGradient, labels.Length));
        double loss = 0;
        foreach (double ofSample in _losses.AsSpan(0, labels.Length))
        {
            loss += ofSample;
        }

        return loss / labels.Length;
    }

    /// <summary>The same for samples that are mixtures of two: of each class's loss as much as there is of it, (1/N) Σ_n (s_n · loss(y_n) + (1 − s_n) · loss(y′_n)).</summary>
    /// <remarks>For cross-entropy that is the loss of the mixed target. Source: Zhang, Cisse, Dauphin, Lopez-Paz 2018, §2, arXiv:1710.09412.</remarks>
    /// <param name="output">The network's: <c>[batch, classes]</c>.</param>
    /// <param name="labels">The one class y of each sample.</param>
    /// <param name="otherLabels">The other class y′.</param>
    /// <param name="shares">How much there is of the one, s; 0 to 1.</param>
    /// <param name="outputGradient">Overwritten with ∂loss/∂output; null where nobody needs it.</param>
    /// <exception cref="ArgumentException">The numbers of labels or shares are not the batch's, a label names no class, or a share is not from 0 to 1.</exception>
    public double ComputeMixed(
        Tensor output, ReadOnlySpan<byte> labels, ReadOnlySpan<byte> otherLabels, ReadOnlySpan<float> shares, Tensor? outputGradient)
    {
        Check(output, labels, outputGradient);
        Check(output, otherLabels, outputGradient);
        if (shares.Length != labels.Length || shares.ContainsAnyExceptInRange(0f, 1f))
        {
            throw new ArgumentException($"{GetType().Name}: expected {labels.Length} shares from 0 to 1, got {shares.Length} or one outside.", nameof(shares));
        }

        int classes = output.Shape[1];
        Array.Resize(ref _ofOther, Math.Max(_ofOther.Length, classes));
        double loss = 0;
        for (int n = 0; n < labels.Length; n++)
        {
            ReadOnlySpan<float> sample = output.Span.Slice(n * classes, classes);
            Span<float> gradient = outputGradient is null ? [] : outputGradient.Span.Slice(n * classes, classes);
            Span<float> ofOther = _ofOther.AsSpan(0, gradient.Length);
            double one = ComputeSample(sample, labels[n], labels.Length, gradient), other = ComputeSample(sample, otherLabels[n], labels.Length, ofOther);
            float share = shares[n];
            loss += (share * one) + ((1 - share) * other);
            for (int j = 0; j < gradient.Length; j++)
            {
                gradient[j] = (share * gradient[j]) + ((1 - share) * ofOther[j]);
            }
        }

        return loss / labels.Length;
    }

    /// <summary>The loss of one sample alone.</summary>
    /// <param name="output">The network's, a number for each class.</param>
    /// <param name="label">The right class.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double ComputeOne(ReadOnlySpan<float> output, int label)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(label);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(label, output.Length);
        return ComputeSample(output, label, 1, []);
    }

    /// <summary>The loss of one sample, and its part of the gradient of the mean over the batch. Several threads may ask at once.</summary>
    /// <param name="output">The network's, a number for each class.</param>
    /// <param name="label">The right class.</param>
    /// <param name="batch">Samples in the batch, by which the gradient, but not the result, is divided.</param>
    /// <param name="gradient">Overwritten; empty where nobody needs it.</param>
    protected abstract double ComputeSample(ReadOnlySpan<float> output, int label, int batch, Span<float> gradient);

    private void Check(Tensor output, ReadOnlySpan<byte> labels, Tensor? outputGradient)
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
    }

    private readonly struct SamplesJob(Loss loss, Tensor output, Tensor? outputGradient, int count) : IJob
    {
        public void Run(int piece)
        {
            int classes = output.Shape[1];
            for (int n = piece * SamplesPerPiece; n < Math.Min(count, (piece + 1) * SamplesPerPiece); n++)
            {
                Span<float> gradient = outputGradient is null ? [] : outputGradient.Span.Slice(n * classes, classes);
                loss._losses[n] = loss.ComputeSample(output.Span.Slice(n * classes, classes), loss._labels[n], count, gradient);
            }
        }
    }
}
