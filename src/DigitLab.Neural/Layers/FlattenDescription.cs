namespace DigitLab.Neural;

/// <summary>A <see cref="Flatten"/>, which has no settings.</summary>
public sealed record FlattenDescription : LayerDescription
{
    /// <inheritdoc/>
    public override Layer Build() => new Flatten();
}
