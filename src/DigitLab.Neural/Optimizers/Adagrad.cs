namespace DigitLab.Neural;

/// <summary>Adagrad: each weight's steps shrink with the sum of its squared gradients so far.</summary>
/// <remarks>s ← s + g²; w ← w − η·g / (√s + ε). Source: Duchi, Hazan, Singer 2011, JMLR 12, in PyTorch's form.</remarks>
public sealed class Adagrad : Optimizer
{
    private readonly float _epsilon;

    /// <summary>An optimizer for these parameters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Epsilon is not above 0.</exception>
    public Adagrad(IReadOnlyList<NamedParameter> parameters, AdagradSettings settings)
        : base(parameters, settings, "square") => _epsilon = settings.Epsilon > 0
            ? (float)settings.Epsilon
            : throw new ArgumentOutOfRangeException(nameof(settings), settings.Epsilon, "Adagrad: expected an epsilon above 0.");

    private protected override void Step(
        int index, Parameter parameter, Tensor[] state, double learningRate, GradientTerms terms, Workers workers) =>
        UpdateKernel.Run(new AdagradRule((float)learningRate, _epsilon), terms, parameter, state, workers);
}
