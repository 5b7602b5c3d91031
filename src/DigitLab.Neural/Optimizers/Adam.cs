namespace DigitLab.Neural;

/// <summary>Adam: each weight's step is scaled by its gradient's own running size.</summary>
/// <remarks>
/// m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; w ← w − η/(1−β₁ᵗ) · m / (√v/√(1−β₂ᵗ) + ε), t counted from 1.
/// Source: Kingma, Ba 2015, algorithm 1, arXiv:1412.6980, in the order of operations that PyTorch uses. With
/// decoupled weight decay it is AdamW: Loshchilov, Hutter 2019, algorithm 2, arXiv:1711.05101.
/// </remarks>
public sealed class Adam : Optimizer
{
    private readonly AdamSettings _settings;

    /// <summary>An optimizer for these parameters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A decay is outside [0, 1), or epsilon is not above 0.</exception>
    public Adam(IReadOnlyList<NamedParameter> parameters, AdamSettings settings)
        : base(parameters, settings, "mean", "square")
    {
        if (settings is not { Beta1: >= 0 and < 1, Beta2: >= 0 and < 1, Epsilon: > 0 })
        {
            throw new ArgumentOutOfRangeException(nameof(settings), settings, "Adam: expected decays of at least 0 and less than 1, and an epsilon above 0.");
        }

        _settings = settings;
    }

    private protected override void Step(
        int index, Parameter parameter, Tensor[] state, double learningRate, GradientTerms terms, Workers workers)
    {
        UpdateKernel.Run(new AdamRule(Constants(_settings, learningRate, StepCount)), terms, parameter, state, workers);
    }

    /// <summary>The constants of a step, counted from 1.</summary>
    internal static AdamConstants Constants(AdamSettings settings, double learningRate, long step) => new(
        (float)settings.Beta1,
        (float)(1 - settings.Beta1),
        (float)settings.Beta2,
        (float)(1 - settings.Beta2),
        (float)settings.Epsilon,
        (float)(learningRate / (1 - Power(settings.Beta1, step))),
        (float)(1 / Math.Sqrt(1 - Power(settings.Beta2, step))));
}
