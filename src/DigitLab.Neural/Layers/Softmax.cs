namespace DigitLab.Neural;

/// <summary>Logits to probabilities, along the last axis: p_i = e^{z_i} / Σ_j e^{z_j}.</summary>
/// <remarks>
/// ∂loss/∂z_i = p_i · (∂loss/∂p_i − Σ_j p_j · ∂loss/∂p_j). Input and output [batch, classes] or [batch, H, W, classes]. In double precision.
/// To train a classifier, do without this layer: <see cref="SoftmaxCrossEntropy"/> takes logits, which is simpler and more exact.
/// Source: Bridle 1990, "Probabilistic interpretation of feedforward classification network outputs".
/// </remarks>
public sealed class Softmax : Layer
{
    private const int RowsAtOnce = 64;

    /// <inheritdoc/>
    public override LayerDescription Describe() => new SoftmaxDescription();

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) =>
        input.Rank >= 2 ? input : throw Refusal("[batch, …, classes]", input, "the last axis must be the classes");

    /// <inheritdoc/>
    public override void Forward(Tensor input, Tensor output, Pass pass) =>
        pass.Workers.Run(PiecesOf(input), new ForwardJob(input, output));

    /// <inheritdoc/>
    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        if (inputGradient is not null)
        {
            pass.Workers.Run(PiecesOf(input), new BackwardJob(output, outputGradient, inputGradient));
        }
    }

    /// <summary>A line of a summary: <c>Softmax</c>.</summary>
    public override string ToString() => "Softmax";

    /// <summary>Computes the probabilities of one sample.</summary>
    /// <param name="logits">A number a class.</param>
    /// <param name="probabilities">As many, overwritten; they sum to 1 up to rounding.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Apply(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        if (logits.Length != probabilities.Length)
        {
            throw new ArgumentException($"Softmax: expected as many probabilities as logits, got {probabilities.Length} and {logits.Length}.");
        }

        double sum = SumOfExponentials(logits, out float largest);
        for (int i = 0; i < logits.Length; i++)
        {
            probabilities[i] = (float)(PortableMath.Exp((double)logits[i] - largest) / sum);
        }
    }

    /// <summary>Σ_j e^{z_j − max z}: the largest is taken away first, so that nothing overflows. NaN if any logit is.</summary>
    internal static double SumOfExponentials(ReadOnlySpan<float> logits, out float largest) => SumOfExponentials(logits, [], out largest);

    /// <summary>The same; keeps each e^{z_j − max z} where there is room for them.</summary>
    internal static double SumOfExponentials(ReadOnlySpan<float> logits, Span<double> exponentials, out float largest)
    {
        largest = float.NegativeInfinity;
        foreach (float logit in logits)
        {
            largest = logit > largest ? logit : largest;
        }

        double sum = 0;
        for (int j = 0; j < logits.Length; j++)
        {
            double exponential = PortableMath.Exp((double)logits[j] - largest);
            sum += exponential;
            if (j < exponentials.Length)
            {
                exponentials[j] = exponential;
            }
        }

        return sum;
    }

    private static int PiecesOf(Tensor rows) => ((rows.Length / rows.Shape[-1]) + RowsAtOnce - 1) / RowsAtOnce;

    private readonly struct ForwardJob(Tensor input, Tensor output) : IJob
    {
        public void Run(int piece)
        {
            int classes = input.Shape[-1], end = Math.Min((piece + 1) * RowsAtOnce * classes, input.Length);
            for (int row = piece * RowsAtOnce * classes; row < end; row += classes)
            {
                Apply(input.Span.Slice(row, classes), output.Span.Slice(row, classes));
            }
        }
    }

    private readonly struct BackwardJob(Tensor output, Tensor outputGradient, Tensor inputGradient) : IJob
    {
        public void Run(int piece)
        {
            int classes = output.Shape[-1], end = Math.Min((piece + 1) * RowsAtOnce * classes, output.Length);
            for (int row = piece * RowsAtOnce * classes; row < end; row += classes)
            {
                ReadOnlySpan<float> p = output.Span.Slice(row, classes), pGradient = outputGradient.Span.Slice(row, classes);
                Span<float> zGradient = inputGradient.Span.Slice(row, classes);
                double sum = 0;
                for (int j = 0; j < classes; j++)
                {
                    sum += (double)p[j] * pGradient[j];
                }

                for (int i = 0; i < classes; i++)
                {
                    zGradient[i] = (float)(p[i] * (pGradient[i] - sum));
                }
            }
        }
    }
}
