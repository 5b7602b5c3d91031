using DigitLab.Neural;
using DigitLab.Onnx.Format;
using static DigitLab.Onnx.OnnxGraph;

namespace DigitLab.Onnx;

/// <summary>Rows made of pictures, axes turned, borders of zeros.</summary>
/// <param name="graph">The nodes.</param>
internal sealed class ArrangementReader(OnnxGraph graph) : NodeReader(graph)
{
    /// <inheritdoc/>
    internal override bool Read(NodeProto node, GraphWalk walk)
    {
        switch (node.OpType)
        {
            case "Flatten" when Integer(node, "axis", 1) == 1: Flatten(walk); break;
            case "Squeeze" when walk.Shape.Rank == 2: break;   // of the single pixel that a global mean leaves
            case "Reshape": Reshape(node, walk); break;
            case "Transpose": Transpose(node, walk); break;
            case "Pad": Pad(node, walk); break;
            default: return false;
        }

        Next(node, walk);
        return true;
    }

    private static void Flatten(GraphWalk walk)
    {
        if (walk.Shape.Rank != 4)
        {
            return;   // rows already
        }

        bool isTold = !walk.IsTurned && walk.Shape[3] > 1 && walk.Shape[1] * walk.Shape[2] > 1;
        walk.Rows = isTold ? walk.Shape.WithoutBatch() : null;
        walk.IsTurned = false;
        walk.Add(new Flatten());
    }

    private void Reshape(NodeProto node, GraphWalk walk)
    {
        int count = walk.Shape.WithoutBatch().Count;
        long[]? shape = Graph.Integers(node, 1);
        bool isFlat = shape is null
            ? Graph.MakerOf(node.Input[^1]) is { OpType: "Concat", Input.Count: 2 }   // batch, all the rest: as PyTorch writes x.view(x.size(0), -1)
            : shape.Length == 2 && (shape[1] == count || (shape[1] == -1 && shape[0] != count));
        if (isFlat)
        {
            Flatten(walk);
        }
        else if (!(shape is { Length: 4 } && walk.Shape.Rank == 4 && !walk.IsTurned && shape[1] == walk.Shape[3] && shape[2] == walk.Shape[1] && shape[3] == walk.Shape[2]))
        {
            throw Graph.Refusal(node, $"expected a picture laid out as a row, got {walk.Shape} to [{string.Join(", ", shape ?? [])}]");
        }
    }

    private void Transpose(NodeProto node, GraphWalk walk)
    {
        long[] order = Integers(node, "perm", []);
        walk.IsTurned = (walk.Shape.Rank, walk.IsTurned, order) switch
        {
            (4, false, [0, 2, 3, 1]) => true,
            (4, true, [0, 3, 1, 2]) => false,
            _ => throw Graph.Refusal(node, $"expected a picture's channels turned to the end or back, got the order [{string.Join(", ", order)}] for {walk.Shape}"),
        };
    }

    private void Pad(NodeProto node, GraphWalk walk)
    {
        Graph.Picture(node, walk);
        long[] pads = Graph.Integers(node, 1) ?? Integers(node, "pads", []);
        if (pads.Length == 0)
        {
            throw Graph.Refusal(node, "its widths are computed: simplify the file, so that they are constant");
        }

        float value = Graph.Constant(node, 2) is null ? Float(node, "value", 0) : Graph.Floats(node, 2)[0];
        if (Text(node, "mode", "constant") != "constant" || value != 0 || pads is not [0, 0, var top, var left, 0, 0, var bottom, var right]
            || pads.Any(pad => pad is < 0 or > short.MaxValue))
        {
            throw Graph.Refusal(node, $"expected zeros around rows and columns, got [{string.Join(", ", pads)}] of {value}");
        }

        if (pads.Any(pad => pad > 0))   // PyTorch writes a pad of nothing before each mean
        {
            walk.Add(new ZeroPad2D(new Padding((int)top, (int)bottom, (int)left, (int)right)));
        }
    }
}
