using DigitLab.Neural;
using DigitLab.Onnx.Format;

namespace DigitLab.Onnx;

/// <summary>Makes layers of ONNX nodes of some kinds.</summary>
/// <param name="graph">The nodes.</param>
internal abstract class NodeReader(OnnxGraph graph)
{
    private protected OnnxGraph Graph => graph;

    /// <summary>Adds what a node does to a walk, and goes on behind it, if it is of these kinds.</summary>
    /// <returns>Whether it is.</returns>
    /// <exception cref="InvalidDataException">It is, but does what no layer here does.</exception>
    internal abstract bool Read(NodeProto node, GraphWalk walk);

    /// <summary>Goes on behind a node.</summary>
    private protected void Next(NodeProto node, GraphWalk walk) => walk.Value = Graph.OutputOf(node);

    /// <summary>A parameter's numbers, or one for all of them.</summary>
    private protected void Copy(float[] numbers, Tensor to, NodeProto node)
    {
        if (numbers.Length != to.Length && numbers.Length != 1)
        {
            throw Graph.Refusal(node, $"expected {to.Length} numbers, got {numbers.Length}");
        }

        for (int i = 0; i < to.Length; i++)
        {
            to.Span[i] = numbers[numbers.Length == 1 ? 0 : i];
        }
    }
}
