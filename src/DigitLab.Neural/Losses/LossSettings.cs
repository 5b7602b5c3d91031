using System.Text.Json.Serialization;

namespace DigitLab.Neural;

/// <summary>Which loss, and its constants: what a run's configuration says of it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "loss", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(SoftmaxCrossEntropySettings), "cross-entropy")]
[JsonDerivedType(typeof(MulticlassHingeSettings), "hinge")]
[JsonDerivedType(typeof(MeanSquaredErrorSettings), "mse")]
public abstract record LossSettings
{
    /// <summary>Makes the loss that training makes small.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A constant is out of its range.</exception>
    public abstract Loss Build();

    /// <summary>Makes the loss that digits are judged by outside training: the same, without what only regularizes.</summary>
    public virtual Loss BuildForEvaluation() => Build();
}
