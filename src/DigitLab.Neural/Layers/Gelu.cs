namespace DigitLab.Neural;

/// <summary>The Gaussian error linear unit: y = x · Φ(x), Φ being the standard normal distribution. Input and output of any shape.</summary>
/// <remarks>
/// ∂y/∂x = Φ(x) + x · φ(x). The approximation, on demand, is ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))), as some published networks have it.
/// Source: Hendrycks, Gimpel 2016, arXiv:1606.08415.
/// </remarks>
public sealed class Gelu : Layer
{
    /// <summary>A Gaussian error linear unit.</summary>
    /// <param name="isApproximate">Whether to use the approximation by a hyperbolic tangent.</param>
    public Gelu(bool isApproximate = false) => IsApproximate = isApproximate;

    /// <summary>Whether this is the approximation by a hyperbolic tangent.</summary>
    public bool IsApproximate { get; }

    /// <inheritdoc/>
    public override LayerDescription Describe() => new GeluDescription(IsApproximate);

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;

    /// <inheritdoc/>
    public override void Forward(Tensor input, Tensor output, Pass pass)
    {
        if (IsApproximate)
        {
            ActivationKernel.Forward(default(TanhGeluFunction), input, output, pass.Workers);
        }
        else
        {
            ActivationKernel.Forward(default(GeluFunction), input, output, pass.Workers);
        }
    }

    /// <inheritdoc/>
    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        if (inputGradient is null)
        {
            return;
        }

        if (IsApproximate)
        {
            ActivationKernel.Backward(default(TanhGeluFunction), input, output, outputGradient, inputGradient, pass.Workers);
        }
        else
        {
            ActivationKernel.Backward(default(GeluFunction), input, output, outputGradient, inputGradient, pass.Workers);
        }
    }

    /// <summary>A line of a summary: <c>Gelu</c>.</summary>
    public override string ToString() => IsApproximate ? "Gelu, approximate" : "Gelu";
}
