using DigitLab.Neural;
using DigitLab.Onnx.Format;
using static DigitLab.Onnx.OnnxGraph;

namespace DigitLab.Onnx;

/// <summary>Poolings, and LeNet-5's subsampling.</summary>
/// <param name="graph">The nodes.</param>
internal sealed class PoolingReader(OnnxGraph graph) : NodeReader(graph)
{
    private readonly WindowReader _windows = new(graph);

    /// <inheritdoc/>
    internal override bool Read(NodeProto node, GraphWalk walk)
    {
        switch (node.OpType)
        {
            case "MaxPool": walk.Add(new MaxPool2D(_windows.Read(node, Graph.Picture(node, walk)))); Next(node, walk); break;
            case "AveragePool": AveragePool(node, walk); break;
            case "GlobalAveragePool": Graph.Picture(node, walk); walk.Add(new GlobalAveragePool2D()); Next(node, walk); break;
            case "ReduceMean": Mean(node, walk); break;
            default: return false;
        }

        return true;
    }

    // With a factor and a term for each channel behind it, it is LeNet-5's subsampling.
    private void AveragePool(NodeProto node, GraphWalk walk)
    {
        WindowGeometry window = _windows.Read(node, Graph.Picture(node, walk));
        int channels = walk.Shape[3], taps = window.Height * window.Width;
        Next(node, walk);
        if (window == WindowGeometry.Square(window.Height, window.Height)
            && PerChannel("Mul", walk.Value, channels) is var (scale, factors) && PerChannel("Add", Graph.OutputOf(scale), channels) is var (shift, terms))
        {
            var layer = new TrainableSubsampling2D(channels, window.Height);
            Copy(Array.ConvertAll(factors, factor => factor / taps), layer.Coefficients.Value, scale);
            Copy(terms, layer.Bias.Value, shift);
            walk.Add(layer);
            Next(shift, walk);
        }
        else
        {
            walk.Add(new AveragePool2D(window, Integer(node, "count_include_pad", 0) != 0));
        }
    }

    // The only reader of a picture, if it takes a constant number for each channel: [C, 1, 1], with or without a batch of one.
    private (NodeProto Node, float[] Numbers)? PerChannel(string operation, string picture, int channels)
    {
        if (Graph.ReadersOf(picture) is not [var reader] || reader.OpType != operation || reader.Input.Count != 2)
        {
            return null;
        }

        int side = Graph.Constant(reader, 0) is null ? 1 : 0;
        bool isOneEach = Graph.Constant(reader, side) is not null && Graph.Extents(reader, side) is [.. var ones, var count, 1, 1] && count == channels && ones is [] or [1];
        return isOneEach ? (reader, Graph.Floats(reader, side)) : null;
    }

    private void Mean(NodeProto node, GraphWalk walk)
    {
        Graph.Picture(node, walk);
        long[] axes = Graph.Integers(node, 1) ?? Integers(node, "axes", []);
        if (!axes.Select(axis => axis < 0 ? axis + 4 : axis).Order().SequenceEqual([2, 3]))
        {
            throw Graph.Refusal(node, $"expected a mean over rows and columns, got one over the axes [{string.Join(", ", axes)}]");
        }

        walk.Add(new GlobalAveragePool2D());
        Next(node, walk);
    }
}
