namespace DigitLab.Neural;

/// <summary>Muon: the momentum of each weight matrix is made orthogonal, so that a step moves all its directions by the same amount.</summary>
/// <remarks>
/// <para>
/// m ← μm + (1−μ)g; u = μm + (1−μ)g, Nesterov's look ahead; w ← w − η · √max(1, outputs/inputs) · O(u), where O is the nearly orthogonal
/// matrix of five Newton–Schulz iterations (<see cref="OrthogonalizationKernel"/>). The factor is that of the author's code, whose
/// matrices are [outputs, inputs]. A convolution's weights [k, k, Cin, Cout] are the matrix [k·k·Cin, Cout].
/// </para>
/// <para>
/// Biases, scales and shifts, and the last layer's weights unless the settings name others, are changed by <see cref="Adam"/> at the
/// rate times <see cref="MuonSettings.AdamFactor"/>. Source: Jordan et al. 2024, "Muon: an optimizer for hidden layers in neural networks".
/// </para>
/// </remarks>
public sealed class Muon : Optimizer
{
    private const double NormEpsilon = 1e-7;   // the author's: it only keeps a gradient of zero from becoming NaN

    private readonly MuonSettings _settings;
    private readonly AdamSettings _adam;
    private readonly OrthogonalizationPlan?[] _plans;   // null for a parameter of Adam's
    private readonly Tensor[][] _slots;   // momentum and direction of each matrix

    /// <summary>An optimizer for these parameters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A decay is outside [0, 1), or the factor or epsilon is not above 0.</exception>
    public Muon(IReadOnlyList<NamedParameter> parameters, MuonSettings settings)
        : base(
            parameters,
            settings,
            named => IsMatrix(named, parameters, settings) ? new ParameterUse(["momentum"]) : new ParameterUse(["mean", "square"], settings.AdamFactor))
    {
        if (settings is not { Momentum: >= 0 and < 1, Beta1: >= 0 and < 1, Beta2: >= 0 and < 1, Epsilon: > 0, AdamFactor: > 0 and < double.PositiveInfinity })
        {
            throw new ArgumentOutOfRangeException(
                nameof(settings), settings, "Muon: expected decays of at least 0 and less than 1, and a finite factor and an epsilon above 0.");
        }

        (_settings, _adam) = (settings, new AdamSettings(settings.Beta1, settings.Beta2, settings.Epsilon));
        _plans = new OrthogonalizationPlan?[parameters.Count];
        _slots = new Tensor[parameters.Count][];
        for (int i = 0; i < _plans.Length; i++)
        {
            Shape shape = parameters[i].Parameter.Value.Shape;
            _plans[i] = IsMatrix(parameters[i], parameters, settings) ? new OrthogonalizationPlan(shape.Count / shape[-1], shape[-1]) : null;
            _slots[i] = _plans[i] is { } plan ? [StateOf(i)[0], plan.Given] : StateOf(i);
        }
    }

    private protected override void Step(
        int index, Parameter parameter, Tensor[] state, double learningRate, GradientTerms terms, Workers workers)
    {
        if (_plans[index] is not { } plan)
        {
            UpdateKernel.Run(new AdamRule(Adam.Constants(_adam, learningRate, StepCount)), terms, parameter, state, workers);
            return;
        }

        var rule = new MuonRule((float)_settings.Momentum, (float)(1 - _settings.Momentum));
        UpdateKernel.Run(rule, terms, parameter, _slots[index], workers);
        double norm = Math.Sqrt(NormKernel.SumOfSquares(plan.Given, plan.NormMemory, workers));
        OrthogonalizationKernel.Run(plan, (float)(1 / (norm + NormEpsilon)), workers);
        double scale = Math.Sqrt(Math.Max(1, (double)plan.Columns / plan.Rows));
        UpdateKernel.Run(new DescentRule((float)(learningRate * scale)), GradientTerms.None, parameter.Value, plan.Given, [], workers);
    }

    private static bool IsMatrix(NamedParameter named, IReadOnlyList<NamedParameter> parameters, MuonSettings settings) =>
        IsWeights(named) && !(settings.AdamWeights is { } names ? ParameterRule.Matches(names, named) : named == parameters.Last(IsWeights));

    private static bool IsWeights(NamedParameter named) => named.Parameter.Value.Shape.Rank > 1;
}
