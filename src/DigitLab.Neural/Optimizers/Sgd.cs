namespace DigitLab.Neural;

/// <summary>Stochastic gradient descent, plain or with momentum.</summary>
/// <remarks>v ← μ·v + g; w ← w − η·v, with v = 0 at first; μ = 0 is the plain form. Source: Sutskever et al. 2013, ICML, in PyTorch's form.</remarks>
public sealed class Sgd : Optimizer
{
    private readonly float _momentum;

    /// <summary>An optimizer for these parameters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The momentum is outside [0, 1).</exception>
    public Sgd(IReadOnlyList<NamedParameter> parameters, SgdSettings settings)
        : base(parameters, settings.Momentum > 0 ? ["momentum"] : [])
    {
        if (settings.Momentum is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(settings), settings.Momentum, "Sgd: expected a momentum of at least 0 and less than 1.");
        }

        _momentum = (float)settings.Momentum;
    }

    private protected override void Step(Tensor value, Tensor gradient, Tensor[] state, double learningRate, Workers workers)
    {
        if (state.Length == 0)
        {
            OptimizerKernel.Descend(value, gradient, (float)learningRate, workers);
        }
        else
        {
            OptimizerKernel.DescendWithMomentum(value, gradient, state[0], (float)learningRate, _momentum, workers);
        }
    }
}
