namespace DigitLab.Neural;

/// <summary>A dense layer as a textbook writes it: nested loops, one number at a time. Slow, and made to be read.</summary>
/// <remarks>
/// The loops are in <c>Kernels/Reference/DenseReference.cs</c>; <see cref="Dense"/> gives the same bits, much faster.
/// <para>
/// An example. One sample of three numbers, three outputs:
/// <code>
/// x = 1 2 3    w = 1 0 2    b = 1 0 0    y = 1·1 + 2·0 + 3·1 + 1   1·0 + 2·1 + 3·1   1·2 + 2·1 + 3·0   =  5 5 4
///                  0 1 1
///                  1 1 0
/// </code>
/// With ∂y = 1 2 3: ∂b = ∂y, ∂w = xᵀ ∂y = 1 2 3 / 2 4 6 / 3 6 9, ∂x = ∂y wᵀ = 1·1 + 3·2, 2·1 + 3·1, 1·1 + 2·1 = 7 5 3.
/// </para>
/// </remarks>
public static class NaiveDense
{
    /// <summary>y[n,o] = b[o] + Σ_i x[n,i] · w[i,o].</summary>
    /// <param name="x">Samples <c>[batch, inputs]</c>.</param>
    /// <param name="w">The matrix <c>[inputs, outputs]</c>.</param>
    /// <param name="b">A number per output, <c>[outputs]</c>; null for none.</param>
    /// <returns><c>[batch, outputs]</c>.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    public static Tensor Forward(Tensor x, Tensor w, Tensor? b = null)
    {
        RequireFitting(x, w);
        if (b is not null)
        {
            NaiveShapes.Require(b, new Shape(w.Shape[1]), "b");
        }

        var y = new Tensor(new Shape(x.Shape[0], w.Shape[1]));
        DenseReference.Forward(x.Shape[0], w.Shape[0], w.Shape[1], x.Span, w.Span, b is null ? [] : b.Span, y.Span);
        return y;
    }

    /// <summary>∂w[i,o] = Σ_n x[n,i] · ∂y[n,o]; ∂b[o] = Σ_n ∂y[n,o]; ∂x[n,i] = Σ_o ∂y[n,o] · w[i,o].</summary>
    /// <param name="yGradient">∂loss/∂y, shaped as the output.</param>
    /// <param name="x">What went in.</param>
    /// <param name="w">The matrix.</param>
    /// <returns>The gradients of x, w and b.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    public static (Tensor X, Tensor W, Tensor B) Backward(Tensor yGradient, Tensor x, Tensor w)
    {
        ArgumentNullException.ThrowIfNull(yGradient);
        RequireFitting(x, w);
        (int batch, int inputs, int outputs) = (x.Shape[0], w.Shape[0], w.Shape[1]);
        NaiveShapes.Require(yGradient, new Shape(batch, outputs), "∂y");
        Tensor xGradient = new(x.Shape), wGradient = new(w.Shape), bGradient = new(new Shape(outputs));
        DenseReference.AddWeightGradient(batch, inputs, outputs, x.Span, yGradient.Span, wGradient.Span, bGradient.Span);
        DenseReference.InputGradient(batch, inputs, outputs, w.Span, yGradient.Span, xGradient.Span);
        return (xGradient, wGradient, bGradient);
    }

    private static void RequireFitting(Tensor x, Tensor w)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(w);
        if (x.Shape.Rank != 2 || w.Shape.Rank != 2 || x.Shape[1] != w.Shape[0])
        {
            throw new ArgumentException($"NaiveDense: expected samples [batch, inputs] and a matrix [inputs, outputs], got {x.Shape} and {w.Shape}.", nameof(w));
        }
    }
}
