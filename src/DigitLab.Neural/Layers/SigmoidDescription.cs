namespace DigitLab.Neural;

/// <summary>A <see cref="Sigmoid"/>'s settings: it has none.</summary>
public sealed record SigmoidDescription : LayerDescription
{
    /// <inheritdoc/>
    public override Layer Build() => new Sigmoid();
}
