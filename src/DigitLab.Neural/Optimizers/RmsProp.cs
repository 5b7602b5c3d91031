namespace DigitLab.Neural;

/// <summary>RMSProp: each weight's gradient is divided by its own running size.</summary>
/// <remarks>
/// s ← α·s + (1−α)·g²; u = g / (√s + ε); w ← w − η·u, or with momentum v ← μ·v + u; w ← w − η·v.
/// Source: Tieleman, Hinton 2012, lecture 6.5 of "Neural networks for machine learning", in PyTorch's form.
/// </remarks>
public sealed class RmsProp : Optimizer
{
    private readonly RmsPropSettings _settings;

    /// <summary>An optimizer for these parameters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A decay or the momentum is outside [0, 1), or epsilon is not above 0.</exception>
    public RmsProp(IReadOnlyList<NamedParameter> parameters, RmsPropSettings settings)
        : base(parameters, settings, settings.Momentum > 0 ? ["square", "momentum"] : ["square"])
    {
        if (settings is not { Decay: >= 0 and < 1, Momentum: >= 0 and < 1, Epsilon: > 0 })
        {
            throw new ArgumentOutOfRangeException(
                nameof(settings), settings, "RmsProp: expected a decay and a momentum of at least 0 and less than 1, and an epsilon above 0.");
        }

        _settings = settings;
    }

    private protected override void Step(
        int index, Parameter parameter, Tensor[] state, double learningRate, GradientTerms terms, Workers workers)
    {
        var rule = new RmsPropRule(
            (float)learningRate, (float)_settings.Decay, (float)(1 - _settings.Decay), (float)_settings.Epsilon, (float)_settings.Momentum);
        UpdateKernel.Run(rule, terms, parameter, state, workers);
    }
}
