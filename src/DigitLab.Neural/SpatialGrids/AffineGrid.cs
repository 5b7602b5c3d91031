using System.Text.Json.Serialization;

namespace DigitLab.Neural;

/// <summary>Affine maps: turning, scaling, shearing, shifting.</summary>
/// <remarks>
/// θ is [a, b, tx, c, d, ty]: the output's pixel at (x, y) is read at (a·x + b·y + tx, c·x + d·y + ty), coordinates from −1 to 1, x to the
/// right, y down, as in PyTorch's affine_grid with align_corners. In the published convention rows come first: θ's first three numbers,
/// times (row, column, 1), give the row, the others the column.
/// </remarks>
/// <param name="Convention">How coordinates become pixels.</param>
public sealed record AffineGrid(
    [property: JsonConverter(typeof(JsonStringEnumConverter<SamplingConvention>))] SamplingConvention Convention = SamplingConvention.Exact) : SpatialGrid
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Title => $"affine{(Convention == SamplingConvention.Exact ? "" : ", published convention")}";

    /// <inheritdoc/>
    [JsonIgnore]
    public override ReadOnlySpan<float> Identity => [1, 0, 0, 0, 1, 0];

    internal override GridBasis BasisFor(int height, int width)
    {
        bool isPublished = Convention == SamplingConvention.Published;
        var basis = new GridBasis(height, width, isPublished ? [3, 4, 5] : [0, 1, 2], isPublished ? [0, 1, 2] : [3, 4, 5], Identity);
        double halfHeight = (height - 1) / 2.0, halfWidth = (width - 1) / 2.0;
        for (int i = 0; i < height; i++)
        {
            for (int j = 0; j < width; j++)
            {
                if (isPublished)
                {
                    double row = -1 + (2.0 * i / height), column = -1 + (2.0 * j / width);
                    basis.SetPlace(i, j, (column + 1) * halfWidth, (row + 1) * halfHeight);
                    basis.SetX(i, j, row * halfWidth, column * halfWidth, halfWidth);
                    basis.SetY(i, j, row * halfHeight, column * halfHeight, halfHeight);
                }
                else
                {
                    double x = halfWidth == 0 ? 0 : (j - halfWidth) / halfWidth, y = halfHeight == 0 ? 0 : (i - halfHeight) / halfHeight;
                    basis.SetPlace(i, j, j, i);
                    basis.SetX(i, j, x * halfWidth, y * halfWidth, halfWidth);
                    basis.SetY(i, j, x * halfHeight, y * halfHeight, halfHeight);
                }
            }
        }

        return basis;
    }
}
