namespace DigitLab.Neural;

/// <summary>Lion: every weight moves by the same amount, in the direction of its gradient's running mean.</summary>
/// <remarks>
/// w ← w − η · sign(β₁m + (1−β₁)g); m ← β₂m + (1−β₂)g. It remembers one number a weight, half of Adam's, and wants a rate three to ten
/// times smaller. Source: Chen et al. 2023, "Symbolic discovery of optimization algorithms", algorithm 2, arXiv:2302.06675.
/// </remarks>
public sealed class Lion : Optimizer
{
    private readonly LionSettings _settings;

    /// <summary>An optimizer for these parameters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A decay is outside [0, 1).</exception>
    public Lion(IReadOnlyList<NamedParameter> parameters, LionSettings settings)
        : base(parameters, settings, "mean")
    {
        if (settings is not { Beta1: >= 0 and < 1, Beta2: >= 0 and < 1 })
        {
            throw new ArgumentOutOfRangeException(nameof(settings), settings, "Lion: expected decays of at least 0 and less than 1.");
        }

        _settings = settings;
    }

    private protected override void Step(
        int index, Parameter parameter, Tensor[] state, double learningRate, GradientTerms terms, Workers workers)
    {
        var rule = new LionRule(
            (float)learningRate, (float)_settings.Beta1, (float)(1 - _settings.Beta1), (float)_settings.Beta2, (float)(1 - _settings.Beta2));
        UpdateKernel.Run(rule, terms, parameter, state, workers);
    }
}
