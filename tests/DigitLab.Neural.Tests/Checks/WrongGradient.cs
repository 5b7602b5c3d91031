namespace DigitLab.Neural.Tests.Checks;

/// <summary>A dense layer of 6 inputs and 4 outputs, one of whose gradients is off by a factor.</summary>
internal sealed class WrongGradient : Layer
{
    private readonly Dense _dense = new(6, 4);
    private readonly string _wrong;
    private readonly float _factor;

    public WrongGradient(string wrong, float factor) => (_wrong, _factor) = (wrong, factor);

    public override IReadOnlyList<Parameter> Parameters => _dense.Parameters;

    public override LayerDescription Describe() => _dense.Describe();

    public override Shape OutputShape(Shape input) => _dense.OutputShape(input);

    public override void Forward(Tensor input, Tensor output, Pass pass) => _dense.Forward(input, output, pass);

    public override void Backward(Tensor input, Tensor output, Tensor outputGradient, Tensor? inputGradient, Pass pass)
    {
        _dense.Backward(input, output, outputGradient, inputGradient, pass);
        Tensor? wrong = _wrong == "input" ? inputGradient : Parameters.FirstOrDefault(parameter => parameter.Name == _wrong)?.Gradient;
        if (wrong is not null)
        {
            foreach (ref float gradient in wrong.Span)
            {
                gradient *= _factor;
            }
        }
    }

    protected internal override object? Prepare(Shape input, bool isTraining, Workers workers) => _dense.Prepare(input, isTraining, workers);
}
