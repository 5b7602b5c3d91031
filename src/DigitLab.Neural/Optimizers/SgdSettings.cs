using System.Text.Json.Serialization;

namespace DigitLab.Neural;

/// <summary>The constants of <see cref="Sgd"/>.</summary>
/// <param name="Momentum">How much of the last step is repeated; 0 is plain gradient descent.</param>
/// <param name="IsNesterov">Whether the gradient is taken as if the momentum's step had been done; needs a momentum.</param>
public sealed record SgdSettings(
    double Momentum = 0, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsNesterov = false) : OptimizerSettings
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override double UsualLearningRate => Momentum > 0 ? 0.02 : 0.1;

    /// <inheritdoc/>
    public override Optimizer Build(IReadOnlyList<NamedParameter> parameters) => new Sgd(parameters, this);
}
