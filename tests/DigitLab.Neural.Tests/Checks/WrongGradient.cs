namespace DigitLab.Neural.Tests.Checks;

/// <summary>A layer of which one gradient is off by a factor.</summary>
/// <param name="right">The layer as it should be.</param>
/// <param name="wrong">0 for the input's gradient, 1 for the first parameter's, and so on.</param>
/// <param name="factor">The factor.</param>
internal sealed class WrongGradient(Layer right, int wrong, float factor) : Layer
{
    public override IReadOnlyList<Parameter> Parameters => right.Parameters;

    public override LayerDescription Describe() => right.Describe();

    public override Shape OutputShape(Shape input) => right.OutputShape(input);

    public override void Forward(Tensor input, Tensor output, Pass pass) => right.Forward(input, output, pass);

    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        right.Backward(input, output, outputGradient, inputGradient, pass);
        Tensor? gradient = wrong == 0 ? inputGradient : Parameters[wrong - 1].Gradient;
        foreach (ref float number in gradient is null ? [] : gradient.Span)
        {
            number *= factor;
        }
    }

    protected internal override object? Prepare(Shape input, bool isTraining, Workers workers) => right.Prepare(input, isTraining, workers);
}
