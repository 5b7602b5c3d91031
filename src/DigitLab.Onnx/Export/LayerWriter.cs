using DigitLab.Neural;
using static DigitLab.Onnx.GraphBuilder;

namespace DigitLab.Onnx;

/// <summary>Writes a network's layers as ONNX nodes. Pictures are [batch, channels, height, width] inside the graph.</summary>
/// <param name="builder">Where the nodes go.</param>
internal sealed class LayerWriter(GraphBuilder builder)
{
    /// <summary>Writes a chain.</summary>
    /// <param name="chain">The layers.</param>
    /// <param name="input">The name of what the first one reads.</param>
    /// <param name="shape">Its shape as DigitLab has it, for a batch of one.</param>
    /// <param name="path">The names that lead to the chain, each with a dot behind it.</param>
    /// <returns>The last one's output.</returns>
    internal string Write(Sequential chain, string input, Shape shape, string path = "")
    {
        foreach (Layer layer in chain.Children)
        {
            input = Write(layer, input, shape, $"{path}{layer.Name}");
            shape = layer.OutputShape(shape);
        }

        return input;
    }

    private string Write(Layer layer, string input, Shape shape, string place) => layer switch
    {
        Conv2D convolution => Convolution(convolution, input, place),
        DepthwiseConv2D depthwise => Depthwise(depthwise, input, shape, place),
        TrainableSubsampling2D subsampling => Subsampling(subsampling, input, shape, place),
        Dense dense => builder.Node("Gemm", place, [input, Parameter(dense.Weights, place), .. Optional(dense.Bias, place)]),
        MaxPool2D pool => MaxPool(((MaxPool2DDescription)pool.Describe()).Window, input, place),
        AveragePool2D pool => AveragePool(pool, input, place),
        GlobalAveragePool2D => builder.Node("Flatten", place, [builder.Node("GlobalAveragePool", place, [input])], Attribute("axis", 1)),
        BatchNorm norm => Normalization(norm, input, place),
        LayerNorm norm => Normalization(norm, input, shape, place),
        Relu => builder.Node("Relu", place, [input]),
        LeakyRelu leaky => builder.Node("LeakyRelu", place, [input], Attribute("alpha", leaky.Slope)),
        Sigmoid => builder.Node("Sigmoid", place, [input]),
        Tanh tanh => HyperbolicTangent(tanh, input, place),
        Gelu gelu => builder.Node("Gelu", place, [input], Attribute("approximate", gelu.IsApproximate ? "tanh" : "none")),
        Softmax => builder.Node("Softmax", place, [input], Attribute("axis", 1)),
        ZeroPad2D pad => builder.Node("Pad", place, [input, builder.Integers($"{place}.border", Border(pad.Border))], Attribute("mode", "constant")),
        Flatten => Flattened(input, shape, place),
        Dropout or ChannelDropout => input,   // does nothing at inference
        Sequential chain => Write(chain, input, shape, $"{place}."),
        Residual block => Around(block, input, shape, place),
        SpatialTransformer transformer => Transformer(transformer, input, shape, place),
        _ => throw new NotSupportedException($"{layer.GetType().Name} \"{place}\": ONNX export does not know this kind of layer."),
    };

    private string Convolution(Conv2D layer, string input, string place)
    {
        var description = (Conv2DDescription)layer.Describe();
        (WindowGeometry window, int ins, int outs) = (description.Window, description.InChannels, description.OutChannels);
        string weights = builder.Floats($"{place}.weights", WeightOrder.ChannelsFirst(layer.Weights.Value), outs, ins, window.Height, window.Width);
        return builder.Node("Conv", place, [input, weights, .. Optional(layer.Bias, place)], [.. Window(window), .. Dilations(window)]);
    }

    private string Depthwise(DepthwiseConv2D layer, string input, Shape shape, string place) =>
        Depthwise(WeightOrder.ChannelsFirst(layer.Weights.Value), ((DepthwiseConv2DDescription)layer.Describe()).Window, input, [.. Optional(layer.Bias, place)], shape, place);

    private string Depthwise(float[] weights, WindowGeometry window, string input, string[] bias, Shape shape, string place)
    {
        string named = builder.Floats($"{place}.weights", weights, shape[3], 1, window.Height, window.Width);
        return builder.Node("Conv", place, [input, named, .. bias], [.. Window(window), .. Dilations(window), Attribute("group", shape[3])]);
    }

    // A sum over each window, times the channel's coefficient: a depthwise convolution all of whose taps are equal.
    private string Subsampling(TrainableSubsampling2D layer, string input, Shape shape, string place)
    {
        int taps = layer.PoolSize * layer.PoolSize;
        float[] weights = [.. layer.Coefficients.Value.Span.ToArray().SelectMany(coefficient => Enumerable.Repeat(coefficient, taps))];
        return Depthwise(weights, WindowGeometry.Square(layer.PoolSize, layer.PoolSize), input, [.. Optional(layer.Bias, place)], shape, place);
    }

    private string MaxPool(WindowGeometry window, string input, string place) =>
        builder.Node("MaxPool", place, [input], [.. Window(window), .. Dilations(window)]);

    private string AveragePool(AveragePool2D layer, string input, string place)
    {
        WindowGeometry window = ((AveragePool2DDescription)layer.Describe()).Window;
        return builder.Node("AveragePool", place, [input], [.. Window(window), .. Dilations(window), Attribute("count_include_pad", layer.CountsPadding ? 1 : 0)]);
    }

    private string Normalization(BatchNorm layer, string input, string place)
    {
        int channels = layer.RunningMean.Value.Length;
        string gamma = builder.Floats($"{place}.gamma", layer.Gamma is null ? Filled(channels, 1) : layer.Gamma.Value.Span, channels);
        string beta = builder.Floats($"{place}.beta", layer.Beta is null ? Filled(channels, 0) : layer.Beta.Value.Span, channels);
        string mean = builder.Floats($"{place}.mean", layer.RunningMean.Value.Span, channels);
        string variance = builder.Floats($"{place}.variance", layer.RunningVariance.Value.Span, channels);
        return builder.Node("BatchNormalization", place, [input, gamma, beta, mean, variance], Attribute("epsilon", layer.Epsilon));
    }

    private string Normalization(LayerNorm layer, string input, Shape shape, string place)
    {
        bool isPicture = shape.Rank == 4;   // its channels are last only when it is turned
        string rows = isPicture ? builder.Node("Transpose", place, [input], Attribute("perm", 0, 2, 3, 1)) : input;
        string gamma = builder.Floats($"{place}.gamma", layer.Gamma is null ? Filled(shape[-1], 1) : layer.Gamma.Value.Span, shape[-1]);
        string beta = builder.Floats($"{place}.beta", layer.Beta is null ? Filled(shape[-1], 0) : layer.Beta.Value.Span, shape[-1]);
        string normal = builder.Node("LayerNormalization", place, [rows, gamma, beta], Attribute("axis", -1), Attribute("epsilon", layer.Epsilon));
        return isPicture ? builder.Node("Transpose", place, [normal], Attribute("perm", 0, 3, 1, 2)) : normal;
    }

    private string HyperbolicTangent(Tanh layer, string input, string place)
    {
        string steep = layer.Steepness == 1 ? input : Times(input, layer.Steepness, $"{place}.steepness", place);
        string tanh = builder.Node("Tanh", place, [steep]);
        return layer.Amplitude == 1 ? tanh : Times(tanh, layer.Amplitude, $"{place}.amplitude", place);
    }

    // Our rows of numbers have the channels innermost: the picture is turned first, unless it has but one pixel or one channel.
    private string Flattened(string input, Shape shape, string place)
    {
        bool isTurned = shape.Rank == 4 && shape[3] > 1 && shape[1] * shape[2] > 1;
        string rows = isTurned ? builder.Node("Transpose", place, [input], Attribute("perm", 0, 2, 3, 1)) : input;
        return builder.Node("Flatten", place, [rows], Attribute("axis", 1));
    }

    private string Around(Residual block, string input, Shape shape, string place)
    {
        string body = Write(block.Body, input, shape, $"{place}.{block.Body.Name}.");
        string shortcut = block.Shortcut is null ? input : Write(block.Shortcut, input, shape, $"{place}.{block.Shortcut.Name}");
        return builder.Node("Add", place, [body, shortcut]);
    }

    // Where each pixel is read is linear in θ − identity: one product with a constant table, then the sampler.
    private string Transformer(SpatialTransformer layer, string input, Shape shape, string place)
    {
        (int height, int width) = (shape[1], shape[2]);
        string theta = Write(layer.Localization, input, shape, $"{place}.{layer.Localization.Name}.");
        SpatialTable table = layer.Grid.TableFor(height, width);
        string apart = builder.Node("Sub", place, [theta, builder.Floats($"{place}.identity", layer.Grid.Identity, 1, layer.Grid.ParameterCount)]);
        string moves = builder.Floats($"{place}.moves", table.Moves.Span, layer.Grid.ParameterCount, height * width * 2);
        string places = builder.Floats($"{place}.places", table.Places.Span, height * width * 2);
        string rows = builder.Node("Gemm", place, [apart, moves, places]);
        string grid = builder.Node("Reshape", place, [rows, builder.Integers($"{place}.gridShape", -1, height, width, 2)]);
        return builder.Node(
            "GridSample", place, [input, grid], Attribute("mode", "linear"), Attribute("padding_mode", "zeros"), Attribute("align_corners", 1));
    }

    private string Times(string input, double factor, string name, string place) => builder.Node("Mul", place, [input, builder.Scalar(name, factor)]);

    private string Parameter(Parameter parameter, string place) =>
        builder.Floats($"{place}.{parameter.Name}", parameter.Value.Span, parameter.Value.Shape.ToArray());

    private string[] Optional(Parameter? parameter, string place) => parameter is null ? [] : [Parameter(parameter, place)];

    private static Format.AttributeProto[] Window(WindowGeometry window) =>
    [
        Attribute("kernel_shape", window.Height, window.Width),
        Attribute("strides", window.Stride, window.Stride),
        Attribute("pads", window.Padding.Top, window.Padding.Left, window.Padding.Bottom, window.Padding.Right),
    ];

    private static Format.AttributeProto[] Dilations(WindowGeometry window) => [Attribute("dilations", window.Dilation, window.Dilation)];

    // Batch, channels, rows, columns: before each, then behind each.
    private static long[] Border(Padding border) => [0, 0, border.Top, border.Left, 0, 0, border.Bottom, border.Right];

    private static float[] Filled(int count, float value)
    {
        float[] values = new float[count];
        Array.Fill(values, value);
        return values;
    }
}
