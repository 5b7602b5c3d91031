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

    /// <summary>The places that θ reads an output's pixels from.</summary>
    /// <param name="theta">As many numbers as <see cref="ParameterCount"/>.</param>
    /// <param name="height">Rows of the picture.</param>
    /// <param name="width">Its columns.</param>
    /// <returns>For each pixel of the output, row by row, a column and a row of the input, in pixels.</returns>
    /// <exception cref="ArgumentException">There are more numbers, or fewer.</exception>
    public (float X, float Y)[] PlacesOf(ReadOnlySpan<float> theta, int height, int width)
    {
        if (theta.Length != ParameterCount)
        {
            throw new ArgumentException($"{GetType().Name}: expected {ParameterCount} numbers θ, got {theta.Length}.", nameof(theta));
        }

        GridBasis basis = BasisFor(height, width);
        var coordinates = new Tensor(new Shape(1, 2, basis.Places));
        SpatialGridKernel.Forward(basis, Tensor.From(new Shape(1, theta.Length), theta), coordinates, Workers.Shared);
        var places = new (float, float)[basis.Places];
        for (int p = 0; p < places.Length; p++)
        {
            places[p] = (coordinates.Span[p], coordinates.Span[basis.Places + p]);
        }

        return places;
    }

    /// <summary>The map for pictures of one size as numbers that another program can use.</summary>
    /// <param name="height">Rows; at least 1.</param>
    /// <param name="width">Columns; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public SpatialTable TableFor(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        GridBasis basis = BasisFor(height, width);
        var table = new SpatialTable(new Tensor(new Shape(height, width, 2)), new Tensor(new Shape(ParameterCount, height, width, 2)));
        Fill(table, axis: 0, basis.PlaceX, basis.BasisX, basis.OfX, width);
        Fill(table, axis: 1, basis.PlaceY, basis.BasisY, basis.OfY, height);
        return table;
    }

    /// <summary>The map's tables for pictures of one size.</summary>
    internal abstract GridBasis BasisFor(int height, int width);

    // Pixels 0 … extent − 1 become coordinates −1 … 1; a single pixel has no coordinate but 0.
    private static void Fill(SpatialTable table, int axis, Tensor place, Tensor moves, int[] of, int extent)
    {
        double half = (extent - 1) / 2.0;
        for (int p = 0; p < place.Length; p++)
        {
            table.Places.Span[(2 * p) + axis] = half == 0 ? 0 : (float)((place.Span[p] - half) / half);
            for (int k = 0; k < of.Length; k++)
            {
                table.Moves.Span[(2 * ((of[k] * place.Length) + p)) + axis] = half == 0 ? 0 : (float)(moves.Span[(k * place.Length) + p] / half);
            }
        }
    }
}
