namespace DigitLab.Neural;

/// <summary>Changes parameters against their gradients, step by step.</summary>
public abstract class Optimizer
{
    private readonly IReadOnlyList<NamedParameter> _parameters;
    private readonly Tensor[][] _state;
    private readonly string[] _slots;

    /// <param name="parameters">What to change.</param>
    /// <param name="slots">The names of what is kept for each parameter from step to step, such as <c>momentum</c>; zeros at first.</param>
    private protected Optimizer(IReadOnlyList<NamedParameter> parameters, params string[] slots)
    {
        _parameters = parameters;
        _slots = slots;
        _state = [.. parameters.Select(named => slots.Select(_ => new Tensor(named.Parameter.Value.Shape)).ToArray())];
    }

    /// <summary>Steps done so far; part of the state, so set it when that is restored.</summary>
    public long StepCount { get; set; }

    /// <summary>What the optimizer remembers, under names such as <c>conv1.weights.momentum</c>: write into the tensors to restore it.</summary>
    public IEnumerable<NamedTensor> State
    {
        get
        {
            for (int i = 0; i < _parameters.Count; i++)
            {
                for (int slot = 0; slot < _slots.Length; slot++)
                {
                    yield return new NamedTensor($"{_parameters[i].Name}.{_slots[slot]}", _state[i][slot]);
                }
            }
        }
    }

    /// <summary>One step along all gradients.</summary>
    /// <param name="learningRate">The step's size; a schedule may change it from step to step.</param>
    /// <param name="workers">The threads.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not finite.</exception>
    public void Step(double learningRate, Workers workers)
    {
        if (!double.IsFinite(learningRate) || learningRate < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(learningRate), learningRate, "Expected a finite learning rate of at least 0.");
        }

        StepCount++;
        for (int i = 0; i < _parameters.Count; i++)
        {
            Parameter parameter = _parameters[i].Parameter;
            Step(parameter.Value, parameter.Gradient, _state[i], learningRate, workers);
        }
    }

    /// <summary>One step of one parameter.</summary>
    private protected abstract void Step(Tensor value, Tensor gradient, Tensor[] state, double learningRate, Workers workers);
}
