using System.Text.Json.Serialization;

namespace DigitLab.Neural;

/// <summary>A family of maps of the plane: from a few numbers θ to the place in the picture that each pixel of the output is read from.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "grid", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(AffineGrid), "affine")]
[JsonDerivedType(typeof(ThinPlateGrid), "thin-plate")]
public abstract record SpatialGrid
{
    /// <summary>What kind of map it is, in words.</summary>
    [JsonIgnore]
    public abstract string Title { get; }

    /// <summary>How many numbers θ are.</summary>
    [JsonIgnore]
    public int ParameterCount => Identity.Length;

    /// <summary>The θ that leaves every pixel where it is.</summary>
    [JsonIgnore]
    public abstract ReadOnlySpan<float> Identity { get; }

    /// <summary>The map's tables for pictures of one size.</summary>
    internal abstract GridBasis BasisFor(int height, int width);
}
