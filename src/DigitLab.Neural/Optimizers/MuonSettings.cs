using System.Text.Json.Serialization;

namespace DigitLab.Neural;

/// <summary>The constants of <see cref="Muon"/>. Its weight decay, where there is one, is meant to be decoupled.</summary>
/// <param name="Momentum">Decay μ of the gradient's running mean.</param>
/// <param name="AdamFactor">The rate of the parameters that Adam changes over that of the matrices; above 0.</param>
/// <param name="Beta1">Adam's decay of the gradient's running mean.</param>
/// <param name="Beta2">Adam's decay of the squared gradient's running mean.</param>
/// <param name="Epsilon">What keeps Adam's division from zero.</param>
public sealed record MuonSettings(
    double Momentum = 0.95, double AdamFactor = 0.1, double Beta1 = 0.9, double Beta2 = 0.95, double Epsilon = 1e-8) : OptimizerSettings
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override double UsualLearningRate => 0.02;

    /// <summary>
    /// The names of weights that Adam changes too, with <c>*</c> for any letters and <c>?</c> for one: <c>dense*</c>. Empty for none; null for the last
    /// weights of the network, as the author advises. The larger a matrix, the more its step costs: a dense layer's may cost as much as its gradient.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AdamWeights { get; init; }

    /// <inheritdoc/>
    public override Optimizer Build(IReadOnlyList<NamedParameter> parameters) => new Muon(parameters, this);
}
