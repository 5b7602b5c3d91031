namespace DigitLab.Neural;

/// <summary>The leaky rectifier: y = x above 0, slope · x elsewhere. Input and output of any shape.</summary>
/// <remarks>The derivative at 0 is the slope. Source: Maas, Hannun, Ng 2013, ICML workshop.</remarks>
public sealed class LeakyRelu : Layer
{
    /// <summary>A leaky rectifier.</summary>
    /// <param name="slope">The factor below 0; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slope is not finite.</exception>
    public LeakyRelu(double slope = 0.01) => Slope = double.IsFinite(slope)
        ? slope
        : throw new ArgumentOutOfRangeException(nameof(slope), slope, "LeakyRelu: expected a finite slope.");

    /// <summary>The factor below 0.</summary>
    public double Slope { get; }

    /// <inheritdoc/>
    public override LayerDescription Describe() => new LeakyReluDescription(Slope);

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;

    /// <inheritdoc/>
    public override void Forward(Tensor input, Tensor output, Pass pass) => ActivationKernel.Forward(new LeakyReluFunction((float)Slope), input, output, pass.Workers);

    /// <inheritdoc/>
    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        if (inputGradient is not null)
        {
            ActivationKernel.Backward(new LeakyReluFunction((float)Slope), input, output, outputGradient, inputGradient, pass.Workers);
        }
    }

    /// <summary>A line of a summary: <c>LeakyRelu 0.01</c>.</summary>
    public override string ToString() => $"LeakyRelu {Slope}";
}
