using System.Text.Json.Serialization;

namespace DigitLab.Neural;

/// <summary>The constants of <see cref="Lion"/>. Its weight decay, where there is one, is meant to be decoupled.</summary>
/// <param name="Beta1">How much of the running mean is in the direction of a step.</param>
/// <param name="Beta2">Decay of the gradient's running mean.</param>
public sealed record LionSettings(double Beta1 = 0.9, double Beta2 = 0.99) : OptimizerSettings
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override double UsualLearningRate => 0.0003;

    /// <inheritdoc/>
    public override Optimizer Build(IReadOnlyList<NamedParameter> parameters) => new Lion(parameters, this);
}
