using System.Text.Json.Serialization;

namespace DigitLab.Neural;

/// <summary>The constants of <see cref="Adam"/>.</summary>
/// <param name="Beta1">Decay of the gradient's running mean.</param>
/// <param name="Beta2">Decay of the squared gradient's running mean.</param>
/// <param name="Epsilon">What keeps the division from zero.</param>
public sealed record AdamSettings(double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8) : OptimizerSettings
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override double UsualLearningRate => 0.001;

    /// <inheritdoc/>
    public override Optimizer Build(IReadOnlyList<NamedParameter> parameters) => new Adam(parameters, this);
}
