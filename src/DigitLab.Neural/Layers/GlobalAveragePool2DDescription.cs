namespace DigitLab.Neural;

/// <summary>A <see cref="GlobalAveragePool2D"/>'s settings: it has none.</summary>
public sealed record GlobalAveragePool2DDescription : LayerDescription
{
    /// <inheritdoc/>
    public override Layer Build() => new GlobalAveragePool2D();
}
