namespace DigitLab.Neural;

/// <summary>A <see cref="Softmax"/>'s settings: it has none.</summary>
public sealed record SoftmaxDescription : LayerDescription
{
    /// <inheritdoc/>
    public override Layer Build() => new Softmax();
}
