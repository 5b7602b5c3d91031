using DigitLab.Neural;
using DigitLab.Onnx.Format;
using Google.Protobuf;
using static DigitLab.Onnx.OnnxGraph;

namespace DigitLab.Onnx;

/// <summary>Reads an ONNX file as a network: any chain of the operators that the layers here do, whoever wrote it.</summary>
/// <remarks>
/// Conv (one group, or one a channel), Gemm, MatMul with Add, BatchNormalization, LayerNormalization, MaxPool, AveragePool, GlobalAveragePool,
/// ReduceMean over pixels, Relu, LeakyRelu, Sigmoid, Tanh (scaled too), Gelu, Softmax, Flatten, Reshape to rows, Transpose, Pad, two branches that
/// meet in an Add, GridSample on places linear in θ; Dropout, Identity and a last LogSoftmax fall away. Pictures may come channels first or last, and be
/// normalized inside. Rows that were flattened channel by channel are put in our order by turning the weights behind them.
/// </remarks>
public static class OnnxImport
{
    /// <summary>Whether a file's first bytes may be those of an ONNX file: its version, then its producer or its graph.</summary>
    public static bool MayBeOne(ReadOnlySpan<byte> start) => start is [0x08, > 0 and < 32, 0x12 or 0x1a or 0x22 or 0x28 or 0x32 or 0x3a or 0x42, ..];

    /// <summary>Loads a network.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no ONNX file, a damaged one, or does something that no layer here does; the message names the node.</exception>
    public static Network Load(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads a network from a stream.</summary>
    /// <param name="stream">The content.</param>
    /// <param name="name">What to call it in an error.</param>
    /// <exception cref="InvalidDataException">It is no ONNX file, a damaged one, or does something that no layer here does; the message names the node.</exception>
    public static Network Read(Stream stream, string name)
    {
        ModelProto model;
        try
        {
            model = ModelProto.Parser.ParseFrom(stream);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new InvalidDataException($"{name}: not a whole ONNX file: {exception.Message.TrimEnd('.')}.");
        }

        if (model.Graph is null || model.Graph.Node.Count == 0 || model.Graph.Output.Count != 1)
        {
            throw new InvalidDataException($"{name}: expected an ONNX file with a graph of one output, got none.");
        }

        Dictionary<string, string> texts = model.MetadataProps.DistinctBy(entry => entry.Key).ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        try
        {
            return OneLine.Told(() => Network(new OnnxGraph(model.Graph, name), texts));   // a node may be called anything
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"{name}: its graph makes no network: {exception.Message.Split('\n')[0].TrimEnd('.')}.");
        }
    }

    private static Network Network(OnnxGraph graph, Dictionary<string, string> texts)
    {
        ValueInfoProto[] inputs = [.. graph.Graph.Input.Where(input => graph.Graph.Initializer.All(constant => constant.Name != input.Name))];
        if (inputs.Length != 1)
        {
            throw new InvalidDataException($"{graph.File}: expected a graph of one input, got {inputs.Length}.");
        }

        int[] extents = [.. (inputs[0].Type?.TensorType?.Shape?.Dim ?? []).Skip(1).Select(axis => axis.DimValue is > 0 and <= short.MaxValue ? (int)axis.DimValue : 0)];
        bool isLast = graph.ReadersOf(inputs[0].Name) is [{ OpType: "Transpose" } turn] && Integers(turn, "perm", []) is [0, 3, 1, 2];
        Shape input = extents switch
        {
            [784] => new Shape(28, 28, 1),   // a row of a digit's pixels
            [> 0, > 0, > 0] => isLast ? new Shape(extents) : new Shape(extents[1], extents[2], extents[0]),
            _ => throw new InvalidDataException($"{graph.File}: expected pictures [batch, channels, height, width] of a given size, got [batch, {string.Join(", ", extents)}]."),
        };
        var walk = new GraphWalk { Value = inputs[0].Name, Shape = input.WithBatch(1), IsTurned = isLast };
        if (extents.Length == 1)
        {
            walk.Add(new Flatten());
        }

        InputNormalization normalization = new NormalizationReader(graph).Read(walk, texts);
        new LayerReader(graph).Read(walk, graph.Graph.Output[0].Name);
        if (walk.Layers.Count == 0 || walk.Rows is not null || walk.Shape.Rank != 2)
        {
            throw new InvalidDataException($"{graph.File}: expected a graph that ends in a row of numbers for each picture, got {walk.Shape}.");
        }

        string title = texts.GetValueOrDefault("network") is { Length: > 0 } own ? own : graph.Graph.Name is { Length: > 0 } named ? named : "onnx";
        return new Network(title, input, new Sequential([.. walk.Layers])) { Normalization = normalization }.CheckedForFile();
    }
}
