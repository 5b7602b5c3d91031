using System.Globalization;
using System.Text.Json;
using DigitLab.Neural;
using DigitLab.Onnx.Format;
using Google.Protobuf;
using static DigitLab.Onnx.GraphBuilder;

namespace DigitLab.Onnx;

/// <summary>Writes a network as an ONNX file, which ONNX Runtime and many others run.</summary>
/// <remarks>
/// The graph takes <c>pictures</c> and gives <c>logits</c>, for batches of any size. The metadata's keys: <c>network</c>, <c>classes</c>,
/// <c>layout</c>, <c>input</c>, <c>normalization</c> (<c>inside</c> the graph, or its numbers), <c>architecture</c> (the layers, JSON), and whatever
/// the caller says of the origin. The same network and settings give the same bytes. Format: IR version 9, operator set 20.
/// </remarks>
public static class OnnxExport
{
    /// <summary>The name of what the graph takes.</summary>
    public const string InputName = "pictures";

    /// <summary>The name of what the graph gives: a number a class, before any softmax.</summary>
    public const string OutputName = "logits";

    private const long IrVersion = 9;
    private const long OperatorSet = 20;   // GridSample came with 16, LayerNormalization with 17, gaps in mean windows with 19, Gelu with 20

    private static readonly string Version = typeof(OnnxExport).Assembly.GetName().Version!.ToString(3);

    /// <summary>Saves a network, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The network.</param>
    /// <param name="settings">How; the defaults if null.</param>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    /// <exception cref="NotSupportedException">ONNX has no operators for a layer.</exception>
    /// <exception cref="ArgumentException">The input is no picture, or the classes are not as many as the outputs.</exception>
    public static void Save(string path, Network network, OnnxExportSettings? settings = null)
    {
        ModelProto model = Model(network, settings ?? new OnnxExportSettings());
        AtomicFile.Write(path, stream => model.WriteTo(stream));
    }

    /// <summary>Writes a network to a stream.</summary>
    /// <inheritdoc cref="Save"/>
    public static void Write(Stream stream, Network network, OnnxExportSettings? settings = null) =>
        Model(network, settings ?? new OnnxExportSettings()).WriteTo(stream);

    /// <summary>The whole file's content.</summary>
    internal static ModelProto Model(Network network, OnnxExportSettings settings)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.InputShape.Rank != 3 || network.OutputShape.Rank != 1)
        {
            throw new ArgumentException($"{network}: expected a network [height, width, channels] → [classes].", nameof(network));
        }

        IReadOnlyList<string> classes = settings.Classes ?? [.. Enumerable.Range(0, network.OutputShape[0]).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        if (classes.Count != network.OutputShape[0])
        {
            throw new ArgumentException($"{network}: expected {network.OutputShape[0]} classes, got {classes.Count}.", nameof(settings));
        }

        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "DigitLab",
            ProducerVersion = Version,
            DocString = $"{network}",
            Graph = Graph(settings.FoldsBatchNorm ? BatchNormFolding.Fold(network) : network, settings),
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = OperatorSet });
        foreach ((string key, string text) in Metadata(network, settings, classes).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = text });
        }

        return model;
    }

    private static GraphProto Graph(Network network, OnnxExportSettings settings)
    {
        var builder = new GraphBuilder();
        GraphProto graph = builder.Graph;
        graph.Name = network.Name;
        (int height, int width, int channels) = (network.InputShape[0], network.InputShape[1], network.InputShape[2]);
        string description = settings.HasPreprocessing ? "gray pixels from 0 to 255, light ink on dark" : "normalized pixels, see the metadata";
        int[] sample = settings.Layout == PictureLayout.Nhwc ? [height, width, channels] : [channels, height, width];
        graph.Input.Add(Value(InputName, description, sample));
        string pictures = settings.Layout == PictureLayout.Nhwc ? builder.Node("Transpose", "input", [InputName], Attribute("perm", 0, 3, 1, 2)) : InputName;
        if (settings.HasPreprocessing)
        {
            pictures = Normalized(builder, pictures, network);
        }

        string last = new LayerWriter(builder).Write(network.Body, pictures, network.InputShape.WithBatch(1));
        graph.Node.Add(new NodeProto { Name = OutputName, OpType = "Identity", Input = { last }, Output = { OutputName } });
        graph.Output.Add(Value(OutputName, "a number a class, before any softmax", network.OutputShape[0]));
        return graph;
    }

    // (pixel / 255 − mean) / deviation, step by step as the network's own preparation does it.
    private static string Normalized(GraphBuilder builder, string pictures, Network network)
    {
        InputNormalization normalization = network.Normalization;
        int[] shape = normalization.IsPerPixel ? [1, network.InputShape[2], network.InputShape[0], network.InputShape[1]] : [];
        string unit = builder.Node("Div", "normalization", [pictures, builder.Scalar("normalization.white", 255)]);
        string centred = builder.Node("Sub", "normalization", [unit, builder.Floats("normalization.mean", Turned(normalization.Mean, network), shape)]);
        return builder.Node("Div", "normalization", [centred, builder.Floats("normalization.deviation", Turned(normalization.Deviation, network), shape)]);
    }

    // A mean picture has its channels innermost, here they come first.
    private static float[] Turned(ReadOnlySpan<float> numbers, Network network)
    {
        if (numbers.Length == 1)
        {
            return numbers.ToArray();
        }

        int channels = network.InputShape[2], pixels = numbers.Length / channels;
        float[] turned = new float[numbers.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            turned[(i % channels * pixels) + (i / channels)] = numbers[i];
        }

        return turned;
    }

    private static Dictionary<string, string> Metadata(Network network, OnnxExportSettings settings, IReadOnlyList<string> classes)
    {
        InputNormalization normalization = network.Normalization;
        return new Dictionary<string, string>(settings.Origin, StringComparer.Ordinal)
        {
            ["network"] = network.Name,
            ["classes"] = string.Join(",", classes),
            ["layout"] = settings.Layout == PictureLayout.Nhwc ? "NHWC" : "NCHW",
            ["input"] = settings.HasPreprocessing ? "pixels from 0 to 255, light ink on dark" : "(pixel / 255 - mean) / deviation, light ink on dark",
            ["normalization"] = settings.HasPreprocessing
                ? "inside"
                : JsonSerializer.Serialize(new { mean = normalization.Mean.ToArray(), deviation = normalization.Deviation.ToArray() }),
            ["architecture"] = JsonSerializer.Serialize(network.Body.Describe(), JsonSerializerOptions.Web),
        };
    }
}
