using DigitLab.Neural;
using DigitLab.Onnx.Format;
using static DigitLab.Onnx.OnnxGraph;

namespace DigitLab.Onnx;

/// <summary>Convolutions and dense layers.</summary>
/// <param name="graph">The nodes.</param>
internal sealed class ProductReader(OnnxGraph graph) : NodeReader(graph)
{
    private readonly WindowReader _windows = new(graph);

    /// <inheritdoc/>
    internal override bool Read(NodeProto node, GraphWalk walk)
    {
        switch (node.OpType)
        {
            case "Conv": Convolution(node, walk); break;
            case "Gemm": Dense(node, Float(node, "alpha", 1), Float(node, "beta", 1), Integer(node, "transB", 0) != 0, walk); break;
            case "MatMul": MatrixProduct(node, walk); break;
            default: return false;
        }

        return true;
    }

    private void Convolution(NodeProto node, GraphWalk walk)
    {
        Shape picture = Graph.Picture(node, walk);
        int[] extents = Graph.Extents(node, 1);
        float[] weights = Graph.Floats(node, 1);
        long groups = Integer(node, "group", 1);
        if (extents.Length != 4)
        {
            throw Graph.Refusal(node, $"expected weights [out, in, height, width], got [{string.Join(", ", extents)}]");
        }

        WindowGeometry window = _windows.Read(node, picture, extents[2..]);
        bool hasBias = Graph.Constant(node, 2) is not null, isDepthwise = groups > 1 && groups == picture[3] && extents[0] == picture[3] && extents[1] == 1;
        if (window.Height != extents[2] || window.Width != extents[3] || (!isDepthwise && groups != 1))
        {
            throw Graph.Refusal(node, $"{groups} groups of channels: expected one, or one for each channel, and a window as large as its weights");
        }

        Layer layer = isDepthwise && hasBias && IsSubsampling(window, weights) ? new TrainableSubsampling2D(picture[3], window.Height)
            : isDepthwise ? new DepthwiseConv2D(picture[3], window, hasBias)
            : new Conv2D(extents[1], extents[0], window, hasBias);
        if (layer is TrainableSubsampling2D subsampling)
        {
            Copy([.. weights.Chunk(window.Height * window.Width).Select(taps => taps[0])], subsampling.Coefficients.Value, node);
        }
        else
        {
            Turn(weights, layer.Parameters[0].Value);
        }

        if (hasBias)
        {
            Copy(Graph.Floats(node, 2), layer.Parameters[1].Value, node);
        }

        walk.Add(layer);
        Next(node, walk);
    }

    // Windows side by side whose taps are all the same: LeNet-5's subsampling.
    private static bool IsSubsampling(WindowGeometry window, float[] weights) =>
        window == WindowGeometry.Square(window.Height, window.Height)
        && window.Height > 1
        && weights.Chunk(window.Height * window.Width).All(taps => taps.AsSpan().IndexOfAnyExcept(taps[0]) < 0);

    // [out, in, height, width] to [height, width, in, out]
    private static void Turn(float[] weights, Tensor ours)
    {
        Shape shape = ours.Shape;
        for (int i = 0; i < ours.Length; i++)
        {
            int output = i % shape[3], input = i / shape[3] % shape[2], tap = i / shape[3] / shape[2];
            ours.Span[i] = weights[(((output * shape[2]) + input) * shape[0] * shape[1]) + tap];
        }
    }

    private void MatrixProduct(NodeProto node, GraphWalk walk)
    {
        Dense(node, 1, 1, isTurned: false, walk);
        if (Graph.ReadersOf(walk.Value) is [{ OpType: "Add" } add] && !Graph.IsMeeting(add))
        {
            var layer = (Dense)walk.Layers[^1];
            var withBias = new Dense(layer.Weights.Value.Shape[0], layer.Weights.Value.Shape[1]);
            layer.Weights.Value.Span.CopyTo(withBias.Weights.Value.Span);
            Copy(Graph.Floats(add, Graph.Constant(add, 0) is null ? 1 : 0), withBias.Bias!.Value, add);
            walk.Layers[^1] = withBias;
            Next(add, walk);
        }
    }

    private void Dense(NodeProto node, float alpha, float beta, bool isTurned, GraphWalk walk)
    {
        int[] extents = Graph.Extents(node, 1);
        if (extents.Length != 2 || walk.Shape.Rank != 2 || Integer(node, "transA", 0) != 0)
        {
            throw Graph.Refusal(node, $"expected rows times a constant matrix, got {walk.Shape} times [{string.Join(", ", extents)}]");
        }

        float[] weights = Graph.Floats(node, 1);
        (int inputs, int outputs) = isTurned ? (extents[1], extents[0]) : (extents[0], extents[1]);
        bool hasBias = node.OpType == "Gemm" && Graph.Constant(node, 2) is not null;
        var layer = new Dense(inputs, outputs, hasBias);
        layer.OutputShape(walk.Shape);   // before places are looked up
        for (int i = 0; i < inputs; i++)
        {
            int row = walk.Unrolled(i);
            for (int o = 0; o < outputs; o++)
            {
                layer.Weights.Value.Span[(i * outputs) + o] = alpha * weights[isTurned ? (o * inputs) + row : (row * outputs) + o];
            }
        }

        if (hasBias)
        {
            Copy(Array.ConvertAll(Graph.Floats(node, 2), number => beta * number), layer.Bias!.Value, node);
        }

        walk.Add(layer);
        walk.Rows = null;
        Next(node, walk);
    }
}
