namespace DigitLab.Neural;

/// <summary>The logistic function: y = 1 / (1 + e⁻ˣ). Input and output of any shape.</summary>
/// <remarks>∂y/∂x = y · (1 − y). Source: Rumelhart, Hinton, Williams 1986, Nature 323.</remarks>
public sealed class Sigmoid : Layer
{
    /// <inheritdoc/>
    public override LayerDescription Describe() => new SigmoidDescription();

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;

    /// <inheritdoc/>
    public override void Forward(Tensor input, Tensor output, Pass pass) => ActivationKernel.Forward(default(SigmoidFunction), input, output, pass.Workers);

    /// <inheritdoc/>
    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        if (inputGradient is not null)
        {
            ActivationKernel.Backward(default(SigmoidFunction), input, output, outputGradient, inputGradient, pass.Workers);
        }
    }

    /// <summary>A line of a summary: <c>Sigmoid</c>.</summary>
    public override string ToString() => "Sigmoid";
}
