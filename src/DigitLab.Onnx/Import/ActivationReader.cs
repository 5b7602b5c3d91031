using DigitLab.Neural;
using DigitLab.Onnx.Format;
using static DigitLab.Onnx.OnnxGraph;

namespace DigitLab.Onnx;

/// <summary>Activations, and what does nothing at inference.</summary>
/// <param name="graph">The nodes.</param>
internal sealed class ActivationReader(OnnxGraph graph) : NodeReader(graph)
{
    /// <inheritdoc/>
    internal override bool Read(NodeProto node, GraphWalk walk)
    {
        switch (node.OpType)
        {
            case "Relu": walk.Add(new Relu()); break;
            case "LeakyRelu": walk.Add(new LeakyRelu(Float(node, "alpha", 0.01f))); break;
            case "Sigmoid": walk.Add(new Sigmoid()); break;
            case "Gelu": walk.Add(new Gelu(Text(node, "approximate", "none") == "tanh")); break;
            case "Tanh" or "Mul": ScaledTanh(node, walk); return true;
            case "Softmax" when IsOverChannels(node, walk): walk.Add(new Softmax()); break;
            case "LogSoftmax" when IsOverChannels(node, walk): break;   // logits less one number a row: as logits they say the same
            case "Dropout" or "Identity": break;                        // nothing, at inference
            case "Cast" when Integer(node, "to", 0) == (int)TensorProto.Types.DataType.Float: break;
            default: return false;
        }

        Next(node, walk);
        return true;
    }

    // amplitude · tanh(steepness · x), with or without either number.
    private void ScaledTanh(NodeProto node, GraphWalk walk)
    {
        double steepness = 1, amplitude = 1;
        if (node.OpType == "Mul")
        {
            steepness = Factor(node);
            Next(node, walk);
            node = Graph.ReadersOf(walk.Value) is [{ OpType: "Tanh" } tanh] ? tanh : throw Graph.Refusal(node, "there is no layer here that only multiplies by a number");
        }

        Next(node, walk);
        if (Graph.ReadersOf(walk.Value) is [{ OpType: "Mul" } scale] && (Graph.Constant(scale, 0) ?? Graph.Constant(scale, 1)) is { } number && OnnxTensor.Floats(number, Graph.File).Length == 1)
        {
            amplitude = Factor(scale);
            Next(scale, walk);
        }

        walk.Add(new Tanh(amplitude, steepness));
    }

    private double Factor(NodeProto node) => Graph.Floats(node, Graph.Constant(node, 0) is null ? 1 : 0) is [float factor]
        ? factor
        : throw Graph.Refusal(node, "expected a single number as its factor");

    private static bool IsOverChannels(NodeProto node, GraphWalk walk)
    {
        long axis = Integer(node, "axis", walk.Shape.Rank == 2 ? 1 : -1), channels = walk.IsTurned || walk.Shape.Rank == 2 ? walk.Shape.Rank - 1 : 1;
        return (axis < 0 ? axis + walk.Shape.Rank : axis) == channels;
    }
}
