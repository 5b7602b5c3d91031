using System.Text.Json.Serialization;

namespace DigitLab.Neural;

/// <summary>Which optimizer, and its constants: what a run's configuration says of it. The learning rate is the schedule's.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "optimizer", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(SgdSettings), "sgd")]
[JsonDerivedType(typeof(AdamSettings), "adam")]
public abstract record OptimizerSettings
{
    /// <summary>The learning rate that suits most networks where nobody chose one.</summary>
    [JsonIgnore]
    public abstract double UsualLearningRate { get; }

    /// <summary>Makes the optimizer for a network's parameters, with an empty memory.</summary>
    public abstract Optimizer Build(IReadOnlyList<NamedParameter> parameters);
}
