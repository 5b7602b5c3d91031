namespace DigitLab.Neural;

/// <summary>Softmax and its cross-entropy as a textbook writes them. Slow, and made to be read.</summary>
/// <remarks>
/// The largest score is taken away first, which changes no probability and lets nothing overflow. <see cref="SoftmaxCrossEntropy"/> does the same.
/// <para>
/// An example. Scores log 1, log 2, log 5 = 0, 0.693, 1.609 have probabilities 1 : 2 : 5 = 0.125, 0.25, 0.625. If class 1 is right, the
/// loss is −log 0.25 = 1.386, and its gradient 0.125, 0.25 − 1, 0.625 = 0.125, −0.75, 0.625.
/// </para>
/// </remarks>
public static class NaiveSoftmax
{
    /// <summary>p[n,j] = e^{z[n,j]} / Σ_k e^{z[n,k]}.</summary>
    /// <param name="scores">z, <c>[batch, classes]</c>.</param>
    /// <exception cref="ArgumentException">The scores are no table.</exception>
    public static Tensor Forward(Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        RequireTable(scores);
        var probabilities = new Tensor(scores.Shape);
        int classes = scores.Shape[1];
        for (int n = 0; n < scores.Shape[0]; n++)
        {
            double largest = double.NegativeInfinity, sum = 0;
            for (int j = 0; j < classes; j++)
            {
                largest = Math.Max(largest, scores.Span[(n * classes) + j]);
            }

            for (int j = 0; j < classes; j++)
            {
                sum += PortableMath.Exp(scores.Span[(n * classes) + j] - largest);
            }

            for (int j = 0; j < classes; j++)
            {
                probabilities.Span[(n * classes) + j] = (float)(PortableMath.Exp(scores.Span[(n * classes) + j] - largest) / sum);
            }
        }

        return probabilities;
    }

    /// <summary>∂z[n,i] = p[n,i] · (∂p[n,i] − Σ_j p[n,j] · ∂p[n,j]).</summary>
    /// <param name="pGradient">∂loss/∂p.</param>
    /// <param name="scores">z, what went in.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor Backward(Tensor pGradient, Tensor scores)
    {
        ArgumentNullException.ThrowIfNull(pGradient);
        Tensor p = Forward(scores), zGradient = new(scores.Shape);
        NaiveShapes.Require(pGradient, scores.Shape, "∂p");
        int classes = scores.Shape[1];
        for (int n = 0; n < scores.Shape[0]; n++)
        {
            double sum = 0;
            for (int j = 0; j < classes; j++)
            {
                sum += (double)p.Span[(n * classes) + j] * pGradient.Span[(n * classes) + j];
            }

            for (int i = 0; i < classes; i++)
            {
                zGradient.Span[(n * classes) + i] = (float)(p.Span[(n * classes) + i] * (pGradient.Span[(n * classes) + i] - sum));
            }
        }

        return zGradient;
    }

    /// <summary>loss = −(1/N) Σ_n log p[n, label]; ∂loss/∂z[n,j] = (p[n,j] − [j = label]) / N.</summary>
    /// <param name="scores">z, <c>[batch, classes]</c>.</param>
    /// <param name="labels">The right class of each sample.</param>
    /// <returns>The loss, and its gradient by the scores.</returns>
    /// <exception cref="ArgumentException">The scores are no table, or a label names no class.</exception>
    public static (double Loss, Tensor Gradient) CrossEntropy(Tensor scores, ReadOnlySpan<byte> labels)
    {
        Tensor gradient = Forward(scores);
        int classes = scores.Shape[1];
        NaiveShapes.RequireLabels(labels, scores.Shape);
        double loss = 0;
        for (int n = 0; n < labels.Length; n++)
        {
            loss -= PortableMath.Log((double)gradient.Span[(n * classes) + labels[n]]);
            gradient.Span[(n * classes) + labels[n]] -= 1;
            for (int j = 0; j < classes; j++)
            {
                gradient.Span[(n * classes) + j] /= labels.Length;
            }
        }

        return (loss / labels.Length, gradient);
    }

    private static void RequireTable(Tensor scores)
    {
        if (scores.Shape.Rank != 2)
        {
            throw new ArgumentException($"NaiveSoftmax: expected scores [batch, classes], got {scores.Shape}.", nameof(scores));
        }
    }
}
