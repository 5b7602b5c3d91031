namespace DigitLab.Neural;

/// <summary>Numbers that training changes, with the gradient of the loss that a backward pass adds up beside them.</summary>
public sealed class Parameter
{
    private readonly Tensor _gradient;
    private bool _isCleared;   // the gradient is zero, whatever its memory still holds
    private DeferredGradient? _deferred;   // the gradient is this, whatever its memory still holds
    private Workers? _workers;   // who computes that if it is asked for

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

            Settle();
            return _gradient;
        }
    }

    /// <summary>The gradient in blocks, where nobody has needed the whole of it yet; null where <see cref="Gradient"/> has it.</summary>
    internal DeferredGradient? Deferred => _deferred;

    /// <summary>Sets the gradient to zero; a tensor taken from <see cref="Gradient"/> before shows it once that is asked for again.</summary>
    public void ClearGradient() => (_isCleared, _deferred) = (true, null);

    /// <summary>The gradient for a backward pass that writes all of it where it was cleared: large ones would go through memory twice more.</summary>
    internal Tensor GradientToWrite(out ProductStart start)
    {
        Settle();
        start = _isCleared ? ProductStart.Zero : ProductStart.Sums;
        _isCleared = false;
        return _gradient;
    }

    /// <summary>Lets the gradient be that one from now on, if it was zero.</summary>
    internal bool TryDefer(DeferredGradient gradient, Workers workers)
    {
        if (!_isCleared)
        {
            return false;
        }

        (_isCleared, _deferred, _workers) = (false, gradient, workers);
        return true;
    }

    /// <summary>Computes a deferred gradient, before what it is computed from changes.</summary>
    internal void Settle()
    {
        if (_deferred is { } deferred)
        {
            _deferred = null;
            deferred.WriteTo(_gradient, _workers!);
        }
    }

    /// <summary>Draws the first value anew.</summary>
    internal void Initialize(RandomKey key)
    {
        RandomSource random = key.Open();
        Initializer.Fill(Value.Span, Fan.Of(Value.Shape), ref random);
    }
}
