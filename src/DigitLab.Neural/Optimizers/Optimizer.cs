namespace DigitLab.Neural;

/// <summary>Changes parameters against their gradients, step by step.</summary>
public abstract class Optimizer
{
    private readonly IReadOnlyList<NamedParameter> _parameters;
    private readonly OptimizerSettings _settings;
    private readonly ParameterRule[] _rules;
    private readonly ParameterUse[] _uses;
    private readonly Tensor[][] _state;
    private readonly Tensor? _normMemory;

    /// <param name="parameters">What to change.</param>
    /// <param name="settings">What all optimizers share.</param>
    /// <param name="slots">The names of what is kept for each parameter from step to step, such as <c>momentum</c>; zeros at first.</param>
    private protected Optimizer(IReadOnlyList<NamedParameter> parameters, OptimizerSettings settings, params string[] slots)
        : this(parameters, settings, _ => new ParameterUse(slots))
    {
    }

    /// <param name="parameters">What to change.</param>
    /// <param name="settings">What all optimizers share.</param>
    /// <param name="useOf">What the optimizer does with each parameter, where it does not do the same with all.</param>
    private protected Optimizer(IReadOnlyList<NamedParameter> parameters, OptimizerSettings settings, Func<NamedParameter, ParameterUse> useOf)
    {
        Check(parameters, settings);
        (_parameters, _settings) = (parameters, settings);
        _rules = [.. parameters.Select(named => ParameterRule.For(named, settings))];
        _uses = [.. parameters.Select(useOf)];
        _state = [.. parameters.Select((named, i) => _uses[i].Slots.Select(_ => new Tensor(named.Parameter.Value.Shape)).ToArray())];
        _normMemory = settings.ClipNorm > 0 && parameters.Count > 0 ? NormKernel.MemoryFor(parameters.Max(named => named.Parameter.Value.Length)) : null;
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
                for (int slot = 0; slot < _state[i].Length; slot++)
                {
                    yield return new NamedTensor($"{_parameters[i].Name}.{_uses[i].Slots[slot]}", _state[i][slot]);
                }
            }
        }
    }

    /// <summary>The norm of all gradients together, before clipping, in the last step; 0 where nothing limits it and so nobody computed it.</summary>
    public double GradientNorm { get; private set; }

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
        double scale = ClippingScale(workers);
        for (int i = 0; i < _parameters.Count; i++)
        {
            Parameter parameter = _parameters[i].Parameter;
            ParameterRule rule = _rules[i];
            double rate = learningRate * rule.LearningRateFactor * _uses[i].RateFactor;
            var terms = new GradientTerms(
                (float)scale,
                _settings.ClipValue > 0 ? (float)_settings.ClipValue : float.PositiveInfinity,
                _settings.IsDecoupled ? 0 : (float)rule.WeightDecay,
                (float)rule.L1,
                _settings.IsDecoupled ? (float)(1 - (rate * rule.WeightDecay)) : 1);
            Step(i, parameter, _state[i], rate, terms, workers);
            if (rule.MaxNorm > 0)
            {
                NormKernel.LimitColumns(parameter.Value, (float)rule.MaxNorm, workers);
            }
        }
    }

    /// <summary>What is remembered of one parameter, in the order of its slots.</summary>
    private protected Tensor[] StateOf(int parameter) => _state[parameter];

    /// <summary>One step of one parameter.</summary>
    private protected abstract void Step(
        int index, Parameter parameter, Tensor[] state, double learningRate, GradientTerms terms, Workers workers);

    /// <summary>x to a whole power, by squaring, so that the bits are the same everywhere.</summary>
    private protected static double Power(double x, long exponent)
    {
        double power = 1;
        for (; exponent > 0; exponent >>= 1, x *= x)
        {
            if ((exponent & 1) != 0)
            {
                power *= x;
            }
        }

        return power;
    }

    private double ClippingScale(Workers workers)
    {
        if (_normMemory is null)
        {
            return 1;
        }

        double squares = 0;
        for (int i = 0; i < _parameters.Count; i++)
        {
            squares += NormKernel.SumOfSquares(_parameters[i].Parameter.Gradient, _normMemory, workers);
        }

        GradientNorm = Math.Sqrt(squares);
        return GradientNorm > _settings.ClipNorm ? _settings.ClipNorm / GradientNorm : 1;
    }

    private static void Check(IReadOnlyList<NamedParameter> parameters, OptimizerSettings settings)
    {
        Require(settings.WeightDecay, "weightDecay");
        Require(settings.L1, "l1");
        Require(settings.MaxNorm, "maxNorm");
        Require(settings.ClipNorm, "clipNorm");
        Require(settings.ClipValue, "clipValue");
        foreach (ParameterOverride other in settings.Overrides ?? [])
        {
            string where = $"overrides \"{other.Parameters}\"";
            Require(other.LearningRateFactor, $"{where} learningRateFactor");
            Require(other.WeightDecay, $"{where} weightDecay");
            Require(other.L1, $"{where} l1");
            Require(other.MaxNorm, $"{where} maxNorm");
            if (parameters.Count > 0 && !parameters.Any(named => ParameterRule.Matches(other, named)))
            {
                throw new ArgumentException(
                    $"Optimizer {where}: expected the name of a parameter, got none of {string.Join(", ", parameters.Select(named => named.Name))}.",
                    nameof(settings));
            }
        }
    }

    private static void Require(double? value, string name)
    {
        if (value is { } number && !(number >= 0 && double.IsFinite(number)))
        {
            throw new ArgumentOutOfRangeException(name, number, $"Optimizer {name}: expected a finite number of at least 0.");
        }
    }
}
