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
            || graph.MakerOf(reshape.Input[0]) is not { OpType: "Gemm" or "MatMul" } product
            || Integer(product, "transB", 0) != 0)
        {
            throw graph.Refusal(sampler, "expected places that are a constant table times what a localization network makes");
        }

        float[] moves = graph.Floats(product, 1);
        NodeProto? apart = graph.MakerOf(product.Input[0]) is { OpType: "Sub" } difference && graph.Constant(difference, 1) is not null ? difference : null;
        float[] identity = apart is null ? [] : graph.Floats(apart, 1);
        int parameters = graph.Extents(product, 1)[0];
        if (moves.Length != 2L * parameters * picture[1] * picture[2])   // before tables of the picture's size are made
        {
            throw graph.Refusal(sampler, $"expected a table with two places for each of {picture[1]}×{picture[2]} pixels and {parameters} numbers, got {moves.Length} numbers");
        }

        double[] offset = Offset(graph.Constant(product, 2) is null ? [] : graph.Floats(product, 2), identity, moves);
        SpatialGrid grid = Candidates(parameters, identity).FirstOrDefault(candidate => IsSame(candidate, moves, offset, picture))
            ?? throw graph.Refusal(sampler, "its table of places is that of no map that is known here");
        return (apart is null ? product.Input[0] : apart.Input[0], grid);
    }

    // places − identity · moves: where pixels would be read if θ were 0, whichever way the graph puts it.
    private static double[] Offset(ReadOnlySpan<float> places, ReadOnlySpan<float> identity, ReadOnlySpan<float> moves)
    {
        int count = identity.Length > 0 ? moves.Length / identity.Length : places.Length;
        double[] offset = new double[count];
        for (int p = 0; p < count; p++)
        {
            offset[p] = p < places.Length ? places[p] : 0;
            for (int k = 0; k < identity.Length; k++)
            {
                offset[p] -= (double)identity[k] * moves[(k * count) + p];
            }
        }

        return offset;
    }

    // How far out a lattice reaches stands in its identity; where a graph has none, it is what such networks have.
    private static IEnumerable<SpatialGrid> Candidates(int parameters, float[] identity)
    {
        int side = (int)Math.Round(Math.Sqrt(parameters / 2.0));
        bool isLattice = parameters == 2 * side * side && side is >= 2 and <= 16;
        double[] extents = identity.Length == 0 ? [0.9, 1] : identity[^1] > 0 ? [Math.Round((double)identity[^1], 6)] : [];   // 0.9 is not what its float says
        foreach (SamplingConvention convention in (SamplingConvention[])[SamplingConvention.Exact, SamplingConvention.Published])
        {
            if (parameters == 6)
            {
                yield return new AffineGrid(convention);
            }

            foreach (double extent in isLattice ? extents : [])
            {
                yield return new ThinPlateGrid(side, extent, convention);
            }
        }
    }

    private static bool IsSame(SpatialGrid grid, float[] moves, double[] offset, Shape picture)
    {
        SpatialTable table = grid.TableFor(picture[1], picture[2]);
        double[] expected = Offset(table.Places.Span, grid.Identity, table.Moves.Span);
        bool isSame = table.Moves.Length == moves.Length && (offset.Length == 0 || offset.Length == expected.Length);
        for (int i = 0; isSame && i < moves.Length; i++)
        {
            isSame = Math.Abs(table.Moves.Span[i] - moves[i]) <= Tolerance;
        }

        for (int i = 0; isSame && i < expected.Length; i++)
        {
            isSame = Math.Abs(expected[i] - (offset.Length == 0 ? 0 : offset[i])) <= Tolerance;
        }

        return isSame;
    }
}
