namespace DigitLab.Neural;

/// <summary>The multiclass support vector machine's loss as a textbook writes it. Slow, and made to be read.</summary>
/// <remarks>
/// <see cref="MulticlassHinge"/> does the same.
/// <para>
/// An example, from Stanford's CS231n. Three samples with their scores; the right classes are 0, 1, 2:
/// <code>
/// z = 3.2 5.1 −1.7    max(0, 5.1 − 3.2 + 1) + max(0, −1.7 − 3.2 + 1) =  2.9 + 0
///     1.3 4.9  2.0    max(0, 1.3 − 4.9 + 1) + max(0,  2.0 − 4.9 + 1) =  0 + 0
///     2.2 2.5 −3.1    max(0, 2.2 + 3.1 + 1) + max(0,  2.5 + 3.1 + 1) =  6.3 + 6.6
/// </code>
/// The loss is their mean, 15.8 / 3 = 5.267. Each term above 0 pushes its class down and the right one up by a third:
/// ∂z = −⅓ ⅓ 0 / 0 0 0 / ⅓ ⅓ −⅔.
/// </para>
/// </remarks>
public static class NaiveSvm
{
    /// <summary>loss = (1/N) Σ_n Σ_{j ≠ label} max(0, z[n,j] − z[n,label] + Δ), and its gradient by z.</summary>
    /// <param name="scores">z, <c>[batch, classes]</c>.</param>
    /// <param name="labels">The right class of each sample.</param>
    /// <param name="margin">Δ.</param>
    /// <returns>The loss, and its gradient by the scores.</returns>
    /// <exception cref="ArgumentException">A label names no class, or there are not as many as samples.</exception>
    public static (double Loss, Tensor Gradient) Loss(Tensor scores, ReadOnlySpan<byte> labels, double margin = 1)
    {
        ArgumentNullException.ThrowIfNull(scores);
        NaiveShapes.RequireLabels(labels, scores.Shape);
        var gradient = new Tensor(scores.Shape);
        int classes = scores.Shape[1];
        double loss = 0;
        for (int n = 0; n < labels.Length; n++)
        {
            for (int j = 0; j < classes; j++)
            {
                double term = (double)scores.Span[(n * classes) + j] - scores.Span[(n * classes) + labels[n]] + margin;
                if (j != labels[n] && term > 0)
                {
                    loss += term;
                    gradient.Span[(n * classes) + j] += 1f / labels.Length;
                    gradient.Span[(n * classes) + labels[n]] -= 1f / labels.Length;
                }
            }
        }

        return (loss / labels.Length, gradient);
    }
}
