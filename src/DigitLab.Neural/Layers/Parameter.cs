namespace DigitLab.Neural;

/// <summary>Numbers that training changes, with the gradient of the loss that a backward pass adds up beside them.</summary>
public sealed class Parameter
{
    private readonly Tensor _gradient;
    private bool _isCleared;   // the gradient is zero, whatever its memory still holds

    internal Parameter(string name, Shape shape, Initializer initializer)
    {
        Name = name;
        Value = new Tensor(shape);
        _gradient = new Tensor(shape);
        Initializer = initializer;
    }

    /// <summary>The name within its layer: <c>weights</c>, <c>bias</c>.</summary>
    public string Name { get; }

    /// <summary>The numbers. Weights are <c>[inputs, outputs]</c> or <c>[height, width, channels in, channels out]</c>.</summary>
    public Tensor Value { get; }

    /// <summary>How the numbers start.</summary>
    public Initializer Initializer { get; }

    /// <summary>∂loss/∂value, shaped as the value; backward passes add to it, <see cref="ClearGradient"/> starts anew.</summary>
    public Tensor Gradient
    {
        get
        {
            if (_isCleared)
            {
                _gradient.Span.Clear();
                _isCleared = false;
            }

            return _gradient;
        }
    }

    /// <summary>Sets the gradient to zero; a tensor taken from <see cref="Gradient"/> before shows it once that is asked for again.</summary>
    public void ClearGradient() => _isCleared = true;

    /// <summary>The gradient for a backward pass that writes all of it where it was cleared: large ones would go through memory twice more.</summary>
    internal Tensor GradientToWrite(out ProductStart start)
    {
        start = _isCleared ? ProductStart.Zero : ProductStart.Sums;
        _isCleared = false;
        return _gradient;
    }

    /// <summary>Draws the first value anew.</summary>
    internal void Initialize(RandomKey key)
    {
        RandomSource random = key.Open();
        Initializer.Fill(Value.Span, Fan.Of(Value.Shape), ref random);
    }
}
