namespace DigitLab.Neural;

/// <summary>A <see cref="Relu"/>, which has no settings.</summary>
public sealed record ReluDescription : LayerDescription
{
    /// <inheritdoc/>
    public override Layer Build() => new Relu();
}
