namespace DigitLab.Neural;

/// <summary>A <see cref="Sequential"/>'s layers.</summary>
/// <param name="Layers">First to last.</param>
public sealed record SequentialDescription(IReadOnlyList<LayerDescription> Layers) : LayerDescription
{
    /// <inheritdoc/>
    public override Layer Build() => new Sequential([.. Layers.Select(layer => layer.Build())]);

    /// <summary>Whether the layers are equal one by one.</summary>
    public bool Equals(SequentialDescription? other) => other is not null && Layers.SequenceEqual(other.Layers);

    /// <inheritdoc/>
    public override int GetHashCode() => Layers.Aggregate(Layers.Count, HashCode.Combine);
}
