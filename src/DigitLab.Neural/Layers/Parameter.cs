namespace DigitLab.Neural;

/// <summary>Numbers that training changes, with the gradient of the loss that a backward pass adds up beside them.</summary>
public sealed class Parameter
{
    private readonly Initializer _initializer;

    internal Parameter(string name, Shape shape, Initializer initializer)
    {
        Name = name;
        Value = new Tensor(shape);
        Gradient = new Tensor(shape);
        _initializer = initializer;
    }

    /// <summary>The name within its layer: <c>weights</c>, <c>bias</c>.</summary>
    public string Name { get; }

    /// <summary>The numbers. Weights are <c>[inputs, outputs]</c> or <c>[height, width, channels in, channels out]</c>.</summary>
    public Tensor Value { get; }

    /// <summary>∂loss/∂value, shaped as the value; backward passes add to it, <see cref="ClearGradient"/> starts anew.</summary>
    public Tensor Gradient { get; }

    /// <summary>Sets the gradient to zero.</summary>
    public void ClearGradient() => Gradient.Span.Clear();

    /// <summary>Draws the first value anew.</summary>
    internal void Initialize(RandomKey key)
    {
        RandomSource random = key.Open();
        _initializer.Fill(Value.Span, Fan.Of(Value.Shape), ref random);
    }
}
