namespace DigitLab.Neural;

/// <summary>The rectifier: y = max(x, 0). Input and output of any shape.</summary>
/// <remarks>The derivative at 0 is 0. NaN passes through both ways, so that it is noticed. Source: Nair, Hinton 2010, ICML.</remarks>
public sealed class Relu : Layer
{
    /// <inheritdoc/>
    public override LayerDescription Describe() => new ReluDescription();

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;

    /// <inheritdoc/>
    public override void Forward(Tensor input, Tensor output, Pass pass) => ElementwiseKernel.Relu(input, output, pass.Workers);

    /// <inheritdoc/>
    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        if (inputGradient is not null)
        {
            ElementwiseKernel.ReluGradient(output, outputGradient, inputGradient, pass.Workers);
        }
    }

    /// <summary>A line of a summary: <c>Relu</c>.</summary>
    public override string ToString() => "Relu";
}
