using DigitLab.Neural;
using DigitLab.Onnx.Format;

namespace DigitLab.Onnx;

/// <summary>An ONNX graph as something to walk through: who makes a value, who reads it, which values are constant.</summary>
internal sealed class OnnxGraph
{
    private const int MostRepeats = 8;   // PyTorch writes shared weights once; some readers here look at a constant several times
    private const long FreeNumbers = 1 << 18;

    private readonly Dictionary<string, TensorProto> _constants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NodeProto> _makers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<NodeProto>> _readers = new(StringComparer.Ordinal);

    private readonly long _mostTaken;
    private long _taken;

    /// <exception cref="InvalidDataException">A value is made twice.</exception>
    internal OnnxGraph(GraphProto graph, string file)
    {
        (Graph, File) = (graph, file);
        foreach (TensorProto tensor in graph.Initializer)
        {
            _constants[tensor.Name] = tensor;
        }

        long computed = 0;
        foreach (NodeProto node in graph.Node)
        {
            if (node.OpType == "Constant" && node.Output.Count == 1 && Attribute(node, "value")?.T is { } value)
            {
                _constants[node.Output[0]] = value;
                continue;
            }

            if (ShapeArithmetic.Result(node, _constants, file) is { } result)
            {
                computed += result.Int64Data.Count;
                if (computed > FreeNumbers)
                {
                    throw new InvalidDataException($"{file}: it computes more than {FreeNumbers} numbers of constants: simplify the file.");
                }

                _constants[node.Output[0]] = result;
                continue;
            }

            foreach (string output in node.Output.Where(output => output.Length > 0))
            {
                if (!_makers.TryAdd(output, node))
                {
                    throw new InvalidDataException($"{file}: the value \"{output}\" is made twice.");
                }
            }

            foreach (string input in node.Input.Distinct())
            {
                (_readers.TryGetValue(input, out List<NodeProto>? readers) ? readers : _readers[input] = []).Add(node);
            }
        }

        _mostTaken = FreeNumbers + (MostRepeats * _constants.Values.Sum(constant => (long)constant.CalculateSize()));
    }

    internal GraphProto Graph { get; }

    /// <summary>What to call the file in an error.</summary>
    internal string File { get; }

    /// <summary>Those that read a value, but for those that only ask for its shape.</summary>
    internal List<NodeProto> ReadersOf(string value) => _readers.TryGetValue(value, out List<NodeProto>? readers) ? readers.FindAll(reader => reader.OpType != "Shape") : [];

    /// <summary>The node that makes a value; null for inputs and constants.</summary>
    internal NodeProto? MakerOf(string value) => _makers.GetValueOrDefault(value);

    /// <summary>The constant of a node's input; null where there is no such input or it is computed.</summary>
    internal TensorProto? Constant(NodeProto node, int input) => input < node.Input.Count ? _constants.GetValueOrDefault(node.Input[input]) : null;

    /// <summary>The floats of a node's input, which must be constant.</summary>
    /// <exception cref="InvalidDataException">It is not; or the nodes together read far more numbers than the file holds, as a small file could to fill any memory.</exception>
    internal float[] Floats(NodeProto node, int input)
    {
        float[] numbers = OnnxTensor.Floats(Required(node, input), File);
        _taken += numbers.Length;
        return _taken <= _mostTaken
            ? numbers
            : throw new InvalidDataException($"{File}: its nodes read more than {_mostTaken} numbers, over {MostRepeats} times what the file holds: give each node constants of its own.");
    }

    /// <summary>The extents of a node's input, which must be constant.</summary>
    internal int[] Extents(NodeProto node, int input) => OnnxTensor.Extents(Required(node, input), File);

    /// <summary>The integers of a node's constant input; null where there is none.</summary>
    internal long[]? Integers(NodeProto node, int input) => Constant(node, input) is { } tensor ? OnnxTensor.Integers(tensor, File) : null;

    /// <summary>The only output that counts.</summary>
    internal string OutputOf(NodeProto node) => node.Output.Count > 0 ? node.Output[0] : throw Refusal(node, "it makes nothing");

    /// <summary>Whether a node adds two computed values: where branches meet.</summary>
    internal bool IsMeeting(NodeProto node) => node.OpType == "Add" && Constant(node, 0) is null && Constant(node, 1) is null;

    /// <summary>The picture's shape; where it lies channels last, no operator of ONNX would read it as a picture.</summary>
    internal Shape Picture(NodeProto node, GraphWalk walk) => walk is { Shape.Rank: 4, IsTurned: false }
        ? walk.Shape
        : throw Refusal(node, $"expected a picture [batch, channels, height, width], got {walk.Shape}{(walk.IsTurned ? ", channels last" : "")}");

    internal static AttributeProto? Attribute(NodeProto node, string name) => node.Attribute.FirstOrDefault(attribute => attribute.Name == name);

    internal static long Integer(NodeProto node, string name, long otherwise) => Attribute(node, name) is { HasI: true } attribute ? attribute.I : otherwise;

    internal static float Float(NodeProto node, string name, float otherwise) => Attribute(node, name) is { HasF: true } attribute ? attribute.F : otherwise;

    internal static string Text(NodeProto node, string name, string otherwise) => Attribute(node, name) is { HasS: true } attribute ? attribute.S.ToStringUtf8() : otherwise;

    internal static long[] Integers(NodeProto node, string name, long[] otherwise) => Attribute(node, name) is { } attribute ? [.. attribute.Ints] : otherwise;

    /// <summary>The refusal of a node, in the one form that all use.</summary>
    internal InvalidDataException Refusal(NodeProto node, string why) => new($"{File}: {node.OpType} \"{node.Name}\": {why}.");

    private TensorProto Required(NodeProto node, int input) => Constant(node, input) ?? throw Refusal(node, $"expected a constant as input {input + 1}, got a computed value, or none");
}
