namespace DigitLab.Neural;

/// <summary>Stochastic gradient descent: plain, with momentum, or with Nesterov's.</summary>
/// <remarks>
/// v ← μ·v + g; w ← w − η·v, with v = 0 at first; Nesterov: w ← w − η·(g + μ·v). μ = 0 is the plain form.
/// Sources: Polyak 1964; Nesterov 1983; Sutskever et al. 2013, ICML, in PyTorch's form.
/// </remarks>
public sealed class Sgd : Optimizer
{
    private readonly SgdSettings _settings;

    /// <summary>An optimizer for these parameters.</summary>
    /// <exception cref="ArgumentException">The momentum is outside [0, 1), or 0 where Nesterov's is asked for.</exception>
    public Sgd(IReadOnlyList<NamedParameter> parameters, SgdSettings settings)
        : base(parameters, settings, settings.Momentum > 0 ? ["momentum"] : [])
    {
        if (settings.Momentum is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(settings), settings.Momentum, "Sgd: expected a momentum of at least 0 and less than 1.");
        }

        if (settings is { IsNesterov: true, Momentum: 0 })
        {
            throw new ArgumentException("Sgd: expected a momentum above 0 for Nesterov's form, got 0.", nameof(settings));
        }

        _settings = settings;
    }

    private protected override void Step(
        int index, Parameter parameter, Tensor[] state, double learningRate, GradientTerms terms, Workers workers)
    {
        if (state.Length == 0)
        {
            UpdateKernel.Run(new DescentRule((float)learningRate), terms, parameter, state, workers);
        }
        else
        {
            var rule = new MomentumRule((float)learningRate, (float)_settings.Momentum, _settings.IsNesterov);
            UpdateKernel.Run(rule, terms, parameter, state, workers);
        }
    }
}
