using System.Text.Json.Serialization;

namespace DigitLab.Neural;

/// <summary>Thin-plate splines: the smoothest map that takes a few control points to given places.</summary>
/// <remarks>
/// The control points form a square lattice from −extent to extent, row by row from the upper left. θ is [x₁, y₁, x₂, y₂, …], coordinates
/// from −1 to 1: the output's pixel at control point k is read at (x_k, y_k), those in between by the spline with kernel r² log r.
/// The map is linear in θ, so the spline's system is solved once for a size of picture, in double precision.
/// Source: Bookstein 1989, "Principal warps", IEEE PAMI 11; in a spatial transformer: Jaderberg et al. 2015, §3.2.
/// </remarks>
/// <param name="ControlPoints">Control points on a side of the lattice; 2 to 16.</param>
/// <param name="Extent">How far out the lattice reaches; above 0.</param>
/// <param name="Convention">How coordinates become pixels.</param>
public sealed record ThinPlateGrid(
    int ControlPoints = 3,
    double Extent = 0.9,
    [property: JsonConverter(typeof(JsonStringEnumConverter<SamplingConvention>))] SamplingConvention Convention = SamplingConvention.Exact) : SpatialGrid
{
    private const int Most = 16;

    /// <summary>Control points on a side of the lattice.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below 2 or above 16.</exception>
    public int ControlPoints { get; } = ControlPoints is >= 2 and <= Most
        ? ControlPoints
        : throw new ArgumentOutOfRangeException(nameof(ControlPoints), ControlPoints, $"ThinPlateGrid: expected 2 to {Most} control points on a side.");

    /// <summary>How far out the lattice reaches.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0, or not finite.</exception>
    public double Extent { get; } = Extent > 0 && double.IsFinite(Extent)
        ? Extent
        : throw new ArgumentOutOfRangeException(nameof(Extent), Extent, "ThinPlateGrid: expected an extent above 0.");

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Title => $"thin plate of {ControlPoints}×{ControlPoints} points{(Convention == SamplingConvention.Exact ? "" : ", published convention")}";

    /// <inheritdoc/>
    [JsonIgnore]
    public override ReadOnlySpan<float> Identity => Array.ConvertAll(Lattice(), coordinate => (float)coordinate);

    internal override GridBasis BasisFor(int height, int width)
    {
        double[] points = Lattice();
        int count = points.Length / 2;
        int[] ofX = [.. Enumerable.Range(0, count).Select(k => 2 * k)], ofY = [.. Enumerable.Range(0, count).Select(k => (2 * k) + 1)];
        var basis = new GridBasis(height, width, ofX, ofY, Identity);
        var spline = new ThinPlateSpline(points);
        double halfHeight = (height - 1) / 2.0, halfWidth = (width - 1) / 2.0;
        double[] weights = new double[count], scaled = new double[count];
        for (int i = 0; i < height; i++)
        {
            for (int j = 0; j < width; j++)
            {
                (double x, double y) = (Coordinate(j, width), Coordinate(i, height));
                spline.WeightsAt(x, y, weights);
                bool isExact = Convention == SamplingConvention.Exact;
                basis.SetPlace(i, j, isExact ? j : (x + 1) * halfWidth, isExact ? i : (y + 1) * halfHeight);
                basis.SetX(i, j, Scaled(weights, halfWidth, scaled));
                basis.SetY(i, j, Scaled(weights, halfHeight, scaled));
            }
        }

        return basis;
    }

    private static ReadOnlySpan<double> Scaled(double[] weights, double factor, double[] scaled)
    {
        for (int k = 0; k < weights.Length; k++)
        {
            scaled[k] = weights[k] * factor;
        }

        return scaled;
    }

    // x₁, y₁, x₂, y₂, …
    private double[] Lattice()
    {
        double[] points = new double[2 * ControlPoints * ControlPoints];
        for (int k = 0; k < ControlPoints * ControlPoints; k++)
        {
            points[2 * k] = Along(k % ControlPoints);
            points[(2 * k) + 1] = Along(k / ControlPoints);
        }

        return points;
    }

    private double Along(int number) => Extent * ((2.0 * number / (ControlPoints - 1)) - 1);

    private double Coordinate(int pixel, int extent) => Convention == SamplingConvention.Published
        ? (2.0 * (pixel + 1) / extent) - 1
        : extent == 1 ? 0 : (2.0 * pixel / (extent - 1)) - 1;
}
