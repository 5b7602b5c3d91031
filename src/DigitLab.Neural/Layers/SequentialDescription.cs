namespace DigitLab.Neural;

/// <summary>A <see cref="Sequential"/>'s layers.</summary>
/// <param name="Layers">First to last.</param>
public sealed record SequentialDescription(IReadOnlyList<LayerDescription> Layers) : LayerDescription
{
    /// <inheritdoc/>
    internal override Int128 NumberCount => Layers.Aggregate(Int128.Zero, (sum, layer) => sum + (layer?.NumberCount ?? 0));

    /// <inheritdoc/>
    public override Layer Build() => new Sequential([.. Layers.Select(BuildNamed)]);

    /// <summary>Whether the layers are equal one by one.</summary>
    public bool Equals(SequentialDescription? other) => base.Equals(other) && Layers.SequenceEqual(other.Layers);

    /// <inheritdoc/>
    public override int GetHashCode() => Layers.Aggregate(Layers.Count, HashCode.Combine);

    private static Layer BuildNamed(LayerDescription? description)
    {
        if (description is null)   // as in a file's "layers": [null], which the serializer lets pass
        {
            throw new ArgumentException("Sequential: expected the description of a layer, got null.");
        }

        Layer layer = description.Build();
        layer.Name = description.Name ?? "";
        return layer;
    }
}
