using DigitLab.Neural;
using DigitLab.Onnx.Format;
using static DigitLab.Onnx.OnnxGraph;

namespace DigitLab.Onnx;

/// <summary>Makes layers of ONNX nodes, from a value to the graph's output or to where two branches meet.</summary>
/// <param name="graph">The nodes.</param>
internal sealed class LayerReader(OnnxGraph graph)
{
    private const int MostNodes = 10_000;
    private const int Deepest = 32;   // branches within branches

    private int _read;
    private int _depth;

    /// <summary>Reads on until the graph ends.</summary>
    /// <param name="walk">Where to start; it goes along.</param>
    /// <param name="output">The value at which to end.</param>
    internal void Read(GraphWalk walk, string output)
    {
        NodeProto? meeting = ReadOn(walk, output, first: null);
        if (meeting is not null)
        {
            throw graph.Refusal(meeting, "it joins branches of which this reader knows only one");
        }
    }

    // Until the output, or an addition of two computed values, which is given back.
    private NodeProto? ReadOn(GraphWalk walk, string output, NodeProto? first)
    {
        while (walk.Value != output)
        {
            List<NodeProto> readers = first is null ? graph.ReadersOf(walk.Value) : [first];
            first = null;
            if (++_read > MostNodes || _depth > Deepest)
            {
                throw new InvalidDataException($"{graph.File}: its nodes go in a circle, or branch too deeply, or there are more than {MostNodes}.");
            }

            switch (readers.Count)
            {
                case 0:
                    throw new InvalidDataException($"{graph.File}: \"{walk.Value}\" leads nowhere: expected a chain of layers to \"{output}\".");
                case 1 when IsMeeting(readers[0]):
                    return readers[0];
                case 1:
                    Step(readers[0], walk);
                    break;
                case 2:
                    _depth++;
                    Branches(readers, walk, output);
                    _depth--;
                    break;
                default:
                    throw new InvalidDataException($"{graph.File}: \"{walk.Value}\" is read by {readers.Count} nodes: no layer here has so many branches.");
            }
        }

        return null;
    }

    private void Branches(List<NodeProto> readers, GraphWalk walk, string output)
    {
        if (readers.Find(reader => reader.OpType == "GridSample" && reader.Input[0] == walk.Value) is { } sampler)
        {
            Transformer(sampler, readers.First(reader => reader != sampler), walk);
        }
        else
        {
            Around(readers, walk, output);
        }
    }

    private bool IsMeeting(NodeProto node) => node.OpType == "Add" && graph.Constant(node, 0) is null && graph.Constant(node, 1) is null;

    private void Step(NodeProto node, GraphWalk walk)
    {
        try
        {
            if (!Product(node, walk) && !Activation(node, walk) && !Arrangement(node, walk))
            {
                throw graph.Refusal(node, "there is no layer here that does this");
            }
        }
        catch (ArgumentException exception)
        {
            throw graph.Refusal(node, exception.Message.Split('\n')[0].TrimEnd('.'));
        }
    }

    private bool Product(NodeProto node, GraphWalk walk)
    {
        switch (node.OpType)
        {
            case "Conv": Convolution(node, walk); break;
            case "Gemm": Dense(node, Float(node, "alpha", 1), Float(node, "beta", 1), Integer(node, "transB", 0) != 0, walk); break;
            case "MatMul": MatrixProduct(node, walk); break;
            case "BatchNormalization": BatchNormalization(node, walk); break;
            case "LayerNormalization": LayerNormalization(node, walk); break;
            case "MaxPool": walk.Add(new MaxPool2D(Window(node, Picture(node, walk)))); Next(node, walk); break;
            case "AveragePool": AveragePool(node, walk); break;
            case "GlobalAveragePool": Picture(node, walk); walk.Add(new GlobalAveragePool2D()); Next(node, walk); break;
            case "ReduceMean": Mean(node, walk); break;
            default: return false;
        }

        return true;
    }

    private bool Activation(NodeProto node, GraphWalk walk)
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

    private bool Arrangement(NodeProto node, GraphWalk walk)
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

    private void Next(NodeProto node, GraphWalk walk) => walk.Value = graph.OutputOf(node);

    // The picture's shape; where it lies channels last, no operator of ONNX would read it as a picture.
    private Shape Picture(NodeProto node, GraphWalk walk) => walk is { Shape.Rank: 4, IsTurned: false }
        ? walk.Shape
        : throw graph.Refusal(node, $"expected a picture [batch, channels, height, width], got {walk.Shape}{(walk.IsTurned ? ", channels last" : "")}");

    private WindowGeometry Window(NodeProto node, Shape picture, int[]? kernel = null)
    {
        long[] size = Integers(node, "kernel_shape", kernel is null ? [] : [kernel[0], kernel[1]]);
        long[] strides = Integers(node, "strides", [1, 1]), dilations = Integers(node, "dilations", [1, 1]), pads = Integers(node, "pads", [0, 0, 0, 0]);
        if (size.Length != 2 || strides.Length != 2 || dilations.Length != 2 || pads.Length != 4 || strides[0] != strides[1] || dilations[0] != dilations[1]
            || size.Concat(strides).Concat(dilations).Concat(pads).Any(number => number is < 0 or > short.MaxValue))
        {
            throw graph.Refusal(node, "expected a window of two axes, with one stride and one dilation for both");
        }

        Padding padding = Text(node, "auto_pad", "NOTSET") switch
        {
            "NOTSET" => new Padding((int)pads[0], (int)pads[2], (int)pads[1], (int)pads[3]),
            "VALID" => Padding.None,
            "SAME_UPPER" => Same(isUpper: true, picture, size, strides[0], dilations[0]),
            "SAME_LOWER" => Same(isUpper: false, picture, size, strides[0], dilations[0]),
            string other => throw graph.Refusal(node, $"auto_pad {other} is unknown"),
        };
        var window = new WindowGeometry((int)size[0], (int)size[1], (int)strides[0], padding, (int)dilations[0]);
        bool isRoundedUp = Integer(node, "ceil_mode", 0) != 0;
        return isRoundedUp && !(Fits(picture[1] + padding.Top + padding.Bottom, size[0]) && Fits(picture[2] + padding.Left + padding.Right, size[1]))
            ? throw graph.Refusal(node, "ceil_mode takes in a part of a window here, which no pooling here does")
            : window.Checked();

        bool Fits(int extent, long taps) => (extent - ((taps - 1) * dilations[0]) - 1) % strides[0] == 0;
    }

    // So much padding that the output has ⌈extent / stride⌉ pixels; the odd one behind, or before.
    private static Padding Same(bool isUpper, Shape picture, long[] size, long stride, long dilation)
    {
        (int before, int behind) Along(int extent, long taps)
        {
            long all = Math.Max(0, ((((extent + stride - 1) / stride) - 1) * stride) + ((taps - 1) * dilation) + 1 - extent);
            return isUpper ? ((int)(all / 2), (int)(all - (all / 2))) : ((int)(all - (all / 2)), (int)(all / 2));
        }

        (int top, int bottom) = Along(picture[1], size[0]);
        (int left, int right) = Along(picture[2], size[1]);
        return new Padding(top, bottom, left, right);
    }

    private void Convolution(NodeProto node, GraphWalk walk)
    {
        Shape picture = Picture(node, walk);
        int[] extents = graph.Extents(node, 1);
        float[] weights = graph.Floats(node, 1);
        long groups = Integer(node, "group", 1);
        if (extents.Length != 4)
        {
            throw graph.Refusal(node, $"expected weights [out, in, height, width], got [{string.Join(", ", extents)}]");
        }

        WindowGeometry window = Window(node, picture, extents[2..]);
        bool hasBias = graph.Constant(node, 2) is not null, isDepthwise = groups > 1 && groups == picture[3] && extents[0] == picture[3] && extents[1] == 1;
        if (window.Height != extents[2] || window.Width != extents[3] || (!isDepthwise && groups != 1))
        {
            throw graph.Refusal(node, $"{groups} groups of channels: expected one, or one for each channel, and a window as large as its weights");
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
            Copy(graph.Floats(node, 2), layer.Parameters[1].Value, node);
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
        if (graph.ReadersOf(walk.Value) is [{ OpType: "Add" } add] && !IsMeeting(add))
        {
            var layer = (Dense)walk.Layers[^1];
            var withBias = new Dense(layer.Weights.Value.Shape[0], layer.Weights.Value.Shape[1]);
            layer.Weights.Value.Span.CopyTo(withBias.Weights.Value.Span);
            Copy(graph.Floats(add, graph.Constant(add, 0) is null ? 1 : 0), withBias.Bias!.Value, add);
            walk.Layers[^1] = withBias;
            Next(add, walk);
        }
    }

    private void Dense(NodeProto node, float alpha, float beta, bool isTurned, GraphWalk walk)
    {
        int[] extents = graph.Extents(node, 1);
        if (extents.Length != 2 || walk.Shape.Rank != 2 || Integer(node, "transA", 0) != 0)
        {
            throw graph.Refusal(node, $"expected rows times a constant matrix, got {walk.Shape} times [{string.Join(", ", extents)}]");
        }

        float[] weights = graph.Floats(node, 1);
        (int inputs, int outputs) = isTurned ? (extents[1], extents[0]) : (extents[0], extents[1]);
        bool hasBias = node.OpType == "Gemm" && graph.Constant(node, 2) is not null;
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
            Copy(Array.ConvertAll(graph.Floats(node, 2), number => beta * number), layer.Bias!.Value, node);
        }

        walk.Add(layer);
        walk.Rows = null;
        Next(node, walk);
    }

    // With a factor and a term for each channel behind it, it is LeNet-5's subsampling.
    private void AveragePool(NodeProto node, GraphWalk walk)
    {
        WindowGeometry window = Window(node, Picture(node, walk));
        int channels = walk.Shape[3], taps = window.Height * window.Width;
        Next(node, walk);
        if (window == WindowGeometry.Square(window.Height, window.Height)
            && PerChannel("Mul", walk.Value, channels) is var (scale, factors) && PerChannel("Add", graph.OutputOf(scale), channels) is var (shift, terms))
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
        if (graph.ReadersOf(picture) is not [var reader] || reader.OpType != operation || reader.Input.Count != 2)
        {
            return null;
        }

        int side = graph.Constant(reader, 0) is null ? 1 : 0;
        bool isOneEach = graph.Constant(reader, side) is not null && graph.Extents(reader, side) is [.. var ones, var count, 1, 1] && count == channels && ones is [] or [1];
        return isOneEach ? (reader, graph.Floats(reader, side)) : null;
    }

    private void BatchNormalization(NodeProto node, GraphWalk walk)
    {
        int channels = walk.Shape[-1];
        var layer = new BatchNorm(channels, epsilon: Float(node, "epsilon", 1e-5f));
        Tensor[] tensors = [layer.Gamma!.Value, layer.Beta!.Value, layer.RunningMean.Value, layer.RunningVariance.Value];
        for (int i = 0; i < tensors.Length; i++)
        {
            Copy(Rolled(graph.Floats(node, i + 1), channels, node, walk), tensors[i], node);
        }

        walk.Add(layer);
        Next(node, walk);
    }

    private void LayerNormalization(NodeProto node, GraphWalk walk)
    {
        long axis = Integer(node, "axis", -1);
        if ((axis != -1 && axis != walk.Shape.Rank - 1) || (walk.Shape.Rank == 4 && !walk.IsTurned))
        {
            throw graph.Refusal(node, "expected a normalization over the channels, which must be the last axis");
        }

        int features = walk.Shape[-1];
        var layer = new LayerNorm(features, Float(node, "epsilon", 1e-5f));
        Copy(Rolled(graph.Floats(node, 1), features, node, walk), layer.Gamma!.Value, node);
        if (graph.Constant(node, 2) is not null)
        {
            Copy(Rolled(graph.Floats(node, 2), features, node, walk), layer.Beta!.Value, node);
        }

        walk.Add(layer);
        Next(node, walk);
    }

    private void Mean(NodeProto node, GraphWalk walk)
    {
        Picture(node, walk);
        long[] axes = graph.Integers(node, 1) ?? Integers(node, "axes", []);
        if (!axes.Select(axis => axis < 0 ? axis + 4 : axis).Order().SequenceEqual([2, 3]))
        {
            throw graph.Refusal(node, $"expected a mean over rows and columns, got one over the axes [{string.Join(", ", axes)}]");
        }

        walk.Add(new GlobalAveragePool2D());
        Next(node, walk);
    }

    // amplitude · tanh(steepness · x), with or without either number.
    private void ScaledTanh(NodeProto node, GraphWalk walk)
    {
        double steepness = 1, amplitude = 1;
        if (node.OpType == "Mul")
        {
            steepness = Factor(node);
            Next(node, walk);
            node = graph.ReadersOf(walk.Value) is [{ OpType: "Tanh" } tanh] ? tanh : throw graph.Refusal(node, "there is no layer here that only multiplies by a number");
        }

        Next(node, walk);
        if (graph.ReadersOf(walk.Value) is [{ OpType: "Mul" } scale] && (graph.Constant(scale, 0) ?? graph.Constant(scale, 1)) is { } number && OnnxTensor.Floats(number, graph.File).Length == 1)
        {
            amplitude = Factor(scale);
            Next(scale, walk);
        }

        walk.Add(new Tanh(amplitude, steepness));
    }

    private double Factor(NodeProto node) => graph.Floats(node, graph.Constant(node, 0) is null ? 1 : 0) is [float factor]
        ? factor
        : throw graph.Refusal(node, "expected a single number as its factor");

    private static bool IsOverChannels(NodeProto node, GraphWalk walk)
    {
        long axis = Integer(node, "axis", walk.Shape.Rank == 2 ? 1 : -1), channels = walk.IsTurned || walk.Shape.Rank == 2 ? walk.Shape.Rank - 1 : 1;
        return (axis < 0 ? axis + walk.Shape.Rank : axis) == channels;
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
        long[]? shape = graph.Integers(node, 1);
        bool isFlat = shape is null
            ? graph.MakerOf(node.Input[^1]) is { OpType: "Concat", Input.Count: 2 }   // batch, all the rest: as PyTorch writes x.view(x.size(0), -1)
            : shape.Length == 2 && (shape[1] == count || (shape[1] == -1 && shape[0] != count));
        if (isFlat)
        {
            Flatten(walk);
        }
        else if (!(shape is { Length: 4 } && walk.Shape.Rank == 4 && !walk.IsTurned && shape[1] == walk.Shape[3] && shape[2] == walk.Shape[1] && shape[3] == walk.Shape[2]))
        {
            throw graph.Refusal(node, $"expected a picture laid out as a row, got {walk.Shape} to [{string.Join(", ", shape ?? [])}]");
        }
    }

    private void Transpose(NodeProto node, GraphWalk walk)
    {
        long[] order = Integers(node, "perm", []);
        walk.IsTurned = (walk.Shape.Rank, walk.IsTurned, order) switch
        {
            (4, false, [0, 2, 3, 1]) => true,
            (4, true, [0, 3, 1, 2]) => false,
            _ => throw graph.Refusal(node, $"expected a picture's channels turned to the end or back, got the order [{string.Join(", ", order)}] for {walk.Shape}"),
        };
    }

    private void Pad(NodeProto node, GraphWalk walk)
    {
        Picture(node, walk);
        long[] pads = graph.Integers(node, 1) ?? Integers(node, "pads", []);
        if (pads.Length == 0)
        {
            throw graph.Refusal(node, "its widths are computed: simplify the file, so that they are constant");
        }

        float value = graph.Constant(node, 2) is null ? Float(node, "value", 0) : graph.Floats(node, 2)[0];
        if (Text(node, "mode", "constant") != "constant" || value != 0 || pads is not [0, 0, var top, var left, 0, 0, var bottom, var right]
            || pads.Any(pad => pad is < 0 or > short.MaxValue))
        {
            throw graph.Refusal(node, $"expected zeros around rows and columns, got [{string.Join(", ", pads)}] of {value}");
        }

        if (pads.Any(pad => pad > 0))   // PyTorch writes a pad of nothing before each mean
        {
            walk.Add(new ZeroPad2D(new Padding((int)top, (int)bottom, (int)left, (int)right)));
        }
    }

    // One of two readers may be the addition itself: then the way around is the value as it is.
    private void Around(List<NodeProto> readers, GraphWalk walk, string output)
    {
        NodeProto? direct = readers.Find(IsMeeting);
        GraphWalk body = walk.Branch(), shortcut = walk.Branch();
        NodeProto? meeting = ReadOn(body, output, readers.First(reader => reader != direct));
        NodeProto? other = direct ?? ReadOn(shortcut, output, readers[1]);
        if (meeting is null || meeting != other || body.Shape != shortcut.Shape || body.IsTurned != shortcut.IsTurned || body.Rows != shortcut.Rows)
        {
            throw new InvalidDataException($"{graph.File}: the branches from \"{walk.Value}\" do not meet in one addition, which is all that is known here.");
        }

        if (direct is null && shortcut.Layers.Count > body.Layers.Count)
        {
            (body, shortcut) = (shortcut, body);
        }

        Layer? around = shortcut.Layers.Count switch { 0 => null, 1 => shortcut.Layers[0], _ => new Sequential([.. shortcut.Layers]) };
        walk.Add(new Residual(new Sequential([.. body.Layers]), around));
        walk.Rows = body.Rows;
        Next(meeting, walk);
    }

    private void Transformer(NodeProto sampler, NodeProto first, GraphWalk walk)
    {
        Shape picture = Picture(sampler, walk);
        (string theta, SpatialGrid grid) = new GridReader(graph).Read(sampler, picture);
        GraphWalk localization = walk.Branch();
        if (ReadOn(localization, theta, first) is { } meeting)
        {
            throw graph.Refusal(meeting, "it joins branches of which this reader knows only one");
        }

        localization.Layers[^1].Name = localization.Layers[^1] is Dense ? "theta" : "";
        walk.Add(new SpatialTransformer(new Sequential([.. localization.Layers]), grid));
        Next(sampler, walk);
    }

    private float[] Rolled(float[] numbers, int count, NodeProto node, GraphWalk walk) => numbers.Length != count
        ? throw graph.Refusal(node, $"expected {count} numbers, one a channel, got {numbers.Length}")
        : walk.Rows is null ? numbers : [.. Enumerable.Range(0, count).Select(i => numbers[walk.Unrolled(i)])];

    private void Copy(float[] numbers, Tensor to, NodeProto node)
    {
        if (numbers.Length != to.Length && numbers.Length != 1)
        {
            throw graph.Refusal(node, $"expected {to.Length} numbers, got {numbers.Length}");
        }

        for (int i = 0; i < to.Length; i++)
        {
            to.Span[i] = numbers[numbers.Length == 1 ? 0 : i];
        }
    }
}
