using DigitLab.Neural;
using DigitLab.Onnx.Format;
using static DigitLab.Onnx.OnnxGraph;

namespace DigitLab.Onnx;

/// <summary>Normalizations over a batch or over the channels.</summary>
/// <param name="graph">The nodes.</param>
internal sealed class ChannelNormReader(OnnxGraph graph) : NodeReader(graph)
{
    /// <inheritdoc/>
    internal override bool Read(NodeProto node, GraphWalk walk)
    {
        switch (node.OpType)
        {
            case "BatchNormalization": BatchNormalization(node, walk); break;
            case "LayerNormalization": LayerNormalization(node, walk); break;
            default: return false;
        }

        return true;
    }

    private void BatchNormalization(NodeProto node, GraphWalk walk)
    {
        int channels = walk.Shape[-1];
        var layer = new BatchNorm(channels, epsilon: Float(node, "epsilon", 1e-5f));
        Tensor[] tensors = [layer.Gamma!.Value, layer.Beta!.Value, layer.RunningMean.Value, layer.RunningVariance.Value];
        for (int i = 0; i < tensors.Length; i++)
        {
            Copy(Rolled(Graph.Floats(node, i + 1), channels, node, walk), tensors[i], node);
        }

        walk.Add(layer);
        Next(node, walk);
    }

    private void LayerNormalization(NodeProto node, GraphWalk walk)
    {
        long axis = Integer(node, "axis", -1);
        if ((axis != -1 && axis != walk.Shape.Rank - 1) || (walk.Shape.Rank == 4 && !walk.IsTurned))
        {
            throw Graph.Refusal(node, "expected a normalization over the channels, which must be the last axis");
        }

        int features = walk.Shape[-1];
        var layer = new LayerNorm(features, Float(node, "epsilon", 1e-5f));
        Copy(Rolled(Graph.Floats(node, 1), features, node, walk), layer.Gamma!.Value, node);
        if (Graph.Constant(node, 2) is not null)
        {
            Copy(Rolled(Graph.Floats(node, 2), features, node, walk), layer.Beta!.Value, node);
        }

        walk.Add(layer);
        Next(node, walk);
    }

    private float[] Rolled(float[] numbers, int count, NodeProto node, GraphWalk walk) => numbers.Length != count
        ? throw Graph.Refusal(node, $"expected {count} numbers, one a channel, got {numbers.Length}")
        : walk.Rows is null ? numbers : [.. Enumerable.Range(0, count).Select(i => numbers[walk.Unrolled(i)])];
}
