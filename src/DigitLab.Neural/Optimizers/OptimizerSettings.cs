using System.Text.Json.Serialization;

namespace DigitLab.Neural;

/// <summary>Which optimizer, its constants, and what all optimizers share: what a run's configuration says of it. The learning rate is the schedule's.</summary>
/// <remarks>In each step gradients are clipped first (norm, then value), then regularized, then the optimizer's own rule changes the weights.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "optimizer", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(SgdSettings), "sgd")]
[JsonDerivedType(typeof(RmsPropSettings), "rmsprop")]
[JsonDerivedType(typeof(AdagradSettings), "adagrad")]
[JsonDerivedType(typeof(AdamSettings), "adam")]
[JsonDerivedType(typeof(LionSettings), "lion")]
[JsonDerivedType(typeof(MuonSettings), "muon")]
public abstract record OptimizerSettings
{
    /// <summary>The learning rate that suits most networks where nobody chose one.</summary>
    [JsonIgnore]
    public abstract double UsualLearningRate { get; }

    /// <summary>λ of the penalty ½ λ Σ w², whose gradient λ w is added; at least 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double WeightDecay { get; init; }

    /// <summary>Whether weights shrink by rate · λ beside the optimizer's rule instead of through the gradient. Source: Loshchilov, Hutter 2019, arXiv:1711.05101.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsDecoupled { get; init; }

    /// <summary>Whether biases and a normalization's scale and shift are regularized like weights, as PyTorch does; usually they are left alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOnBiasesToo { get; init; }

    /// <summary>λ of the penalty λ Σ |w|; at least 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double L1 { get; init; }

    /// <summary>The largest norm of the weights of one output, kept after each step; 0 for none. Source: Srivastava et al. 2014, §5.1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double MaxNorm { get; init; }

    /// <summary>The largest norm of all gradients together, to which they are scaled down; 0 for none. Source: Pascanu et al. 2013, arXiv:1211.5063.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double ClipNorm { get; init; }

    /// <summary>The largest size of each number of a gradient; 0 for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double ClipValue { get; init; }

    /// <summary>Other settings for some parameters; where two speak of one parameter, the later counts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public IReadOnlyList<ParameterOverride>? Overrides { get; init; }

    /// <summary>Makes the optimizer for a network's parameters, with an empty memory.</summary>
    /// <exception cref="ArgumentException">A constant is out of its range, or an override names no parameter.</exception>
    public abstract Optimizer Build(IReadOnlyList<NamedParameter> parameters);

    /// <summary>Whether all settings are equal, overrides one by one.</summary>
    public virtual bool Equals(OptimizerSettings? other) =>
        other is not null
        && EqualityContract == other.EqualityContract
        && (WeightDecay, IsDecoupled, IsOnBiasesToo, L1, MaxNorm, ClipNorm, ClipValue)
            == (other.WeightDecay, other.IsDecoupled, other.IsOnBiasesToo, other.L1, other.MaxNorm, other.ClipNorm, other.ClipValue)
        && (Overrides ?? []).SequenceEqual(other.Overrides ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(EqualityContract, WeightDecay, IsDecoupled, L1, MaxNorm, ClipNorm, ClipValue, Overrides?.Count ?? 0);
}
