namespace DigitLab.Neural;

/// <summary>Layer normalization: the numbers along the last axis are brought to mean 0 and variance 1, each row by itself.</summary>
/// <remarks>
/// y = γ · (x − μ) / √(σ² + ε) + β, with μ and σ² of the row's own numbers: a picture's channels at one pixel, or a sample's features. It
/// does the same in training and at inference. Input [batch, features] or [batch, H, W, features]; output of the same shape. γ [features]
/// starts at 1, β at 0. Sums are in double precision. Source: Ba, Kiros, Hinton 2016, arXiv:1607.06450.
/// </remarks>
public sealed class LayerNorm : Layer
{
    private readonly int _features;

    /// <summary>A layer normalization.</summary>
    /// <param name="features">Numbers along the last axis; at least 1.</param>
    /// <param name="epsilon">What is added to the variance; above 0.</param>
    /// <param name="isAffine">Whether γ and β are learned; without them they are 1 and 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public LayerNorm(int features, double epsilon = 1e-5, bool isAffine = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        if (epsilon is not (> 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "LayerNorm: expected an epsilon above 0.");
        }

        (_features, Epsilon) = (features, epsilon);
        Gamma = isAffine ? Add("gamma", new Shape(features), Initializer.Ones) : null;
        Beta = isAffine ? Add("beta", new Shape(features), Initializer.Zeros) : null;
    }

    /// <summary>What is added to the variance, so that nothing is divided by 0.</summary>
    public double Epsilon { get; }

    /// <summary>The learned scale, <c>[features]</c>; null if there is none.</summary>
    public Parameter? Gamma { get; }

    /// <summary>The learned shift, <c>[features]</c>; null if there is none.</summary>
    public Parameter? Beta { get; }

    /// <inheritdoc/>
    public override LayerDescription Describe() => new LayerNormDescription(_features, Epsilon, Gamma is not null);

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input.Rank >= 2 && input[-1] == _features
        ? input
        : throw Refusal($"[batch, …, {_features}]", input, "give the layer as many features as the last axis has");

    /// <inheritdoc/>
    public override void Forward(Tensor input, Tensor output, Pass pass) =>
        LayerNormKernel.Forward(pass.Memory<LayerNormPlan>(), input, Epsilon, Gamma?.Value, Beta?.Value, output, pass.Workers);

    /// <inheritdoc/>
    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass) =>
        LayerNormKernel.Backward(
            pass.Memory<LayerNormPlan>(), input, outputGradient, Gamma?.Value, Gamma?.Gradient, Beta?.Gradient, inputGradient, pass.Workers);

    /// <inheritdoc/>
    public override long MultiplyAdds(Shape input) => input.Count;

    /// <summary>A line of a summary: <c>LayerNorm of 84 features, 168 weights</c>.</summary>
    public override string ToString() => $"LayerNorm of {_features} features, {ParameterCount} weights";

    /// <inheritdoc/>
    protected internal override object? Prepare(Shape input, bool isTraining, Workers workers) => new LayerNormPlan(input);
}
