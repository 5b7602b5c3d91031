namespace DigitLab.Neural;

/// <summary>Batch normalization in training as a textbook writes it: nested loops, one number at a time. Slow, and made to be read.</summary>
/// <remarks>
/// The loops are in <c>Kernels/Reference/BatchNormReference.cs</c>; <see cref="BatchNorm"/> gives the same bits, much faster.
/// <para>
/// An example. One picture of 3×3 pixels, one channel, γ = 2, β = 1, ε = 0. The nine pixels have mean μ = 5 and variance σ² = 36/9 = 4:
/// <code>
/// x = 8 5 2    x̂ = (x − 5)/2 =  1.5  0  −1.5    y = 2·x̂ + 1 =  4  1 −2
///     5 5 5                      0   0   0                     1  1  1
///     2 5 8                     −1.5 0   1.5                  −2  1  4
/// </code>
/// With ∂y = 9 in the first corner and 0 elsewhere: ∂β = 9, ∂γ = 9 · 1.5 = 13.5, and ∂x = ∂y − 1 − 1.5·x̂ =
/// 5.75 −1 1.25 / −1 −1 −1 / 1.25 −1 −3.25. Its sum is 0: a picture that is brighter all over gives the same y.
/// </para>
/// </remarks>
public static class NaiveBatchNorm
{
    /// <summary>y = γ · x̂ + β with x̂ = (x − μ) / √(σ² + ε), where μ = Σ x / M and σ² = Σ (x − μ)² / M of each channel, over samples and pixels.</summary>
    /// <param name="x">Samples <c>[batch, features]</c> or pictures <c>[batch, H, W, channels]</c>.</param>
    /// <param name="gamma">γ, a number per channel.</param>
    /// <param name="beta">β, a number per channel.</param>
    /// <param name="epsilon">ε, so that nothing is divided by 0; at least 0.</param>
    /// <returns>y, shaped as x.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε is negative.</exception>
    public static Tensor Forward(Tensor x, Tensor gamma, Tensor beta, double epsilon = 1e-5)
    {
        int channels = ChannelsOf(x, gamma, epsilon);
        ArgumentNullException.ThrowIfNull(beta);
        NaiveShapes.Require(beta, new Shape(channels), "β");
        var y = new Tensor(x.Shape);
        for (int c = 0; c < channels; c++)
        {
            (double mean, double variance) = BatchNormReference.Moments(x.Span, channels, c, RowsPerPart(x.Shape));
            BatchNormReference.Apply(x.Span, channels, c, mean, 1 / Math.Sqrt(variance + epsilon), gamma.Span[c], beta.Span[c], y.Span);
        }

        return y;
    }

    /// <summary>
    /// ∂γ = Σ ∂y · x̂; ∂β = Σ ∂y; ∂x = γ / √(σ² + ε) · (∂y − (∂β + x̂ · ∂γ) / M), since μ and σ² move with each x.
    /// </summary>
    /// <param name="yGradient">∂loss/∂y, shaped as x.</param>
    /// <param name="x">What went in.</param>
    /// <param name="gamma">As in the forward pass.</param>
    /// <param name="epsilon">As in the forward pass.</param>
    /// <returns>The gradients of x, γ and β.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε is negative.</exception>
    public static (Tensor X, Tensor Gamma, Tensor Beta) Backward(Tensor yGradient, Tensor x, Tensor gamma, double epsilon = 1e-5)
    {
        ArgumentNullException.ThrowIfNull(yGradient);
        int channels = ChannelsOf(x, gamma, epsilon), rowsPerPart = RowsPerPart(x.Shape);
        NaiveShapes.Require(yGradient, x.Shape, "∂y");
        Tensor xGradient = new(x.Shape), gammaGradient = new(gamma.Shape), betaGradient = new(gamma.Shape);
        for (int c = 0; c < channels; c++)
        {
            (double mean, double variance) = BatchNormReference.Moments(x.Span, channels, c, rowsPerPart);
            BatchNormReference.Backward(
                x.Span,
                yGradient.Span,
                channels,
                c,
                rowsPerPart,
                mean,
                1 / Math.Sqrt(variance + epsilon),
                gamma.Span[c],
                ref gammaGradient.Span[c],
                ref betaGradient.Span[c],
                xGradient.Span);
        }

        return (xGradient, gammaGradient, betaGradient);
    }

    private static int ChannelsOf(Tensor x, Tensor gamma, double epsilon)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(gamma);
        ArgumentOutOfRangeException.ThrowIfNegative(epsilon);
        if (x.Shape.Rank < 2)
        {
            throw new ArgumentException($"NaiveBatchNorm: expected samples [batch, …, channels], got {x.Shape}.", nameof(x));
        }

        NaiveShapes.Require(gamma, new Shape(x.Shape[-1]), "γ");
        return x.Shape[-1];
    }

    // The fast kernel's parts, which say in which order it adds.
    private static int RowsPerPart(Shape x)
    {
        var plan = new BatchNormPlan(x, isTraining: false);
        return plan.SamplesPerPart * plan.RowsPerSample;
    }
}
