using DigitLab.Neural;
using DigitLab.Onnx.Format;
using static DigitLab.Onnx.OnnxGraph;

namespace DigitLab.Onnx;

/// <summary>Recognizes the map of a spatial transformer by its constant table, as the export writes it: (θ − identity) · moves + places.</summary>
/// <param name="graph">The nodes.</param>
internal sealed class GridReader(OnnxGraph graph)
{
    private const float Tolerance = 1e-5f;   // a table's numbers are rounded to floats, a few times over where others made them

    /// <summary>The value that is θ, and what its numbers mean.</summary>
    /// <param name="sampler">The node that reads pixels.</param>
    /// <param name="picture">Its input, as DigitLab has it.</param>
    /// <exception cref="InvalidDataException">It is another map, or another kind of sampling.</exception>
    internal (string Theta, SpatialGrid Grid) Read(NodeProto sampler, Shape picture)
    {
        if (Text(sampler, "mode", "linear") is not ("linear" or "bilinear") || Text(sampler, "padding_mode", "zeros") != "zeros" || Integer(sampler, "align_corners", 0) != 1)
        {
            throw graph.Refusal(sampler, "expected bilinear sampling, zeros outside, corners aligned");
        }

        if (graph.MakerOf(sampler.Input[1]) is not { OpType: "Reshape" } reshape
            || graph.MakerOf(reshape.Input[0]) is not { OpType: "Gemm" } product
            || graph.MakerOf(product.Input[0]) is not { OpType: "Sub" } apart)
        {
            throw graph.Refusal(sampler, "expected places that are linear in what a localization network makes, as DigitLab exports them");
        }

        float[] identity = graph.Floats(apart, 1), moves = graph.Floats(product, 1), places = graph.Floats(product, 2);
        SpatialGrid grid = Candidates(identity).FirstOrDefault(candidate => IsSame(candidate, identity, moves, places, picture))
            ?? throw graph.Refusal(sampler, "its table of places is that of no map that is known here");
        return (apart.Input[0], grid);
    }

    private static IEnumerable<SpatialGrid> Candidates(float[] identity)
    {
        int side = (int)Math.Round(Math.Sqrt(identity.Length / 2.0));
        bool isLattice = identity.Length == 2 * side * side && side is >= 2 and <= 16 && identity[^1] > 0;
        foreach (SamplingConvention convention in (SamplingConvention[])[SamplingConvention.Exact, SamplingConvention.Published])
        {
            if (identity.Length == 6)
            {
                yield return new AffineGrid(convention);
            }

            if (isLattice)
            {
                yield return new ThinPlateGrid(side, Math.Round((double)identity[^1], 6), convention);   // 0.9 is not what its float says
            }
        }
    }

    private static bool IsSame(SpatialGrid grid, float[] identity, float[] moves, float[] places, Shape picture)
    {
        SpatialTable table = grid.TableFor(picture[1], picture[2]);
        return IsNear(grid.Identity, identity) && IsNear(table.Moves.Span, moves) && IsNear(table.Places.Span, places);
    }

    private static bool IsNear(ReadOnlySpan<float> expected, float[] got)
    {
        bool isNear = expected.Length == got.Length;
        for (int i = 0; isNear && i < got.Length; i++)
        {
            isNear = Math.Abs(expected[i] - got[i]) <= Tolerance;
        }

        return isNear;
    }
}
