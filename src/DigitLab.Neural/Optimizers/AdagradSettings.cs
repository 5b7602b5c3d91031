using System.Text.Json.Serialization;

namespace DigitLab.Neural;

/// <summary>The constants of <see cref="Adagrad"/>.</summary>
/// <param name="Epsilon">What keeps the division from zero.</param>
public sealed record AdagradSettings(double Epsilon = 1e-10) : OptimizerSettings
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override double UsualLearningRate => 0.01;

    /// <inheritdoc/>
    public override Optimizer Build(IReadOnlyList<NamedParameter> parameters) => new Adagrad(parameters, this);
}
