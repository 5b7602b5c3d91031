using System.Text.Json.Serialization;

namespace DigitLab.Neural;

/// <summary>The constants of <see cref="RmsProp"/>.</summary>
/// <param name="Decay">Decay α of the squared gradient's running mean.</param>
/// <param name="Epsilon">What keeps the division from zero.</param>
/// <param name="Momentum">How much of the last step is repeated; 0 for none.</param>
public sealed record RmsPropSettings(double Decay = 0.99, double Epsilon = 1e-8, double Momentum = 0) : OptimizerSettings
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override double UsualLearningRate => 0.001;

    /// <inheritdoc/>
    public override Optimizer Build(IReadOnlyList<NamedParameter> parameters) => new RmsProp(parameters, this);
}
