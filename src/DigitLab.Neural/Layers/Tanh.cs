namespace DigitLab.Neural;

/// <summary>The hyperbolic tangent, scaled: y = amplitude · tanh(steepness · x). Input and output of any shape.</summary>
/// <remarks>
/// ∂y/∂x = steepness · (amplitude − y² / amplitude). <see cref="LeCun"/> gives the form of LeNet-5, 1.7159 · tanh(⅔ x), which takes ±1 to ±1.
/// Source: LeCun, Bottou, Orr, Müller 1998, "Efficient BackProp", §4.4.
/// </remarks>
public sealed class Tanh : Layer
{
    /// <summary>A hyperbolic tangent.</summary>
    /// <param name="amplitude">The largest output; above 0.</param>
    /// <param name="steepness">The factor of the input; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not above 0, or not finite.</exception>
    public Tanh(double amplitude = 1, double steepness = 1)
    {
        if (!(amplitude > 0 && double.IsFinite(amplitude) && steepness > 0 && double.IsFinite(steepness)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(amplitude), $"Tanh: expected a finite amplitude and steepness above 0, got {amplitude} and {steepness}.");
        }

        (Amplitude, Steepness) = (amplitude, steepness);
    }

    /// <summary>The largest output.</summary>
    public double Amplitude { get; }

    /// <summary>The factor of the input.</summary>
    public double Steepness { get; }

    private TanhFunction Function => new((float)Amplitude, (float)Steepness);

    /// <summary>The form of LeNet-5: 1.7159 · tanh(⅔ x).</summary>
    public static Tanh LeCun() => new(1.7159, 2.0 / 3);

    /// <inheritdoc/>
    public override LayerDescription Describe() => new TanhDescription(Amplitude, Steepness);

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;

    /// <inheritdoc/>
    public override void Forward(Tensor input, Tensor output, Pass pass) => ActivationKernel.Forward(Function, input, output, pass.Workers);

    /// <inheritdoc/>
    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        if (inputGradient is not null)
        {
            ActivationKernel.Backward(Function, input, output, outputGradient, inputGradient, pass.Workers);
        }
    }

    /// <summary>A line of a summary: <c>Tanh</c>, or <c>Tanh 1.7159 · tanh(0.667 x)</c>.</summary>
    public override string ToString() => Amplitude == 1 && Steepness == 1 ? "Tanh" : $"Tanh {Amplitude} · tanh({Steepness:0.###} x)";
}
