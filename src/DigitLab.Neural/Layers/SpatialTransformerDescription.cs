namespace DigitLab.Neural;

/// <summary>A <see cref="SpatialTransformer"/>'s parts.</summary>
/// <param name="Localization">The network that says how.</param>
/// <param name="Grid">What its numbers mean.</param>
public sealed record SpatialTransformerDescription(SequentialDescription Localization, SpatialGrid Grid) : LayerDescription
{
    /// <inheritdoc/>
    internal override Int128 NumberCount => Localization.NumberCount;

    /// <inheritdoc/>
    public override Layer Build() => new SpatialTransformer((Sequential)Localization.Build(), Grid);
}
