using System.Buffers.Binary;
using System.Globalization;
using DigitLab.Onnx.Format;
using Google.Protobuf;

namespace DigitLab.Onnx;

/// <summary>An ONNX graph that grows node by node; every value in it has a name of its own.</summary>
internal sealed class GraphBuilder
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>What has been built.</summary>
    internal GraphProto Graph { get; } = new();

    /// <summary>Adds a node with one output.</summary>
    /// <param name="operation">The operator's name in the ONNX standard.</param>
    /// <param name="place">The layer's path in the network, with which the node's name begins.</param>
    /// <param name="inputs">The names of what it reads.</param>
    /// <param name="attributes">Its settings.</param>
    /// <returns>The output's name.</returns>
    internal string Node(string operation, string place, string[] inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        string name = Unique($"{place}/{operation}");
        var node = new NodeProto { Name = name, OpType = operation };
        node.Input.AddRange(inputs);
        node.Output.Add(name);
        foreach (AttributeProto attribute in attributes)
        {
            node.Attribute.Add(attribute);
        }

        Graph.Node.Add(node);
        return name;
    }

    /// <summary>Adds constant floats.</summary>
    /// <returns>Their name.</returns>
    internal string Floats(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
    {
        byte[] bytes = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        }

        return Constant(name, TensorProto.Types.DataType.Float, bytes, shape);
    }

    /// <summary>Adds a constant number.</summary>
    internal string Scalar(string name, double value) => Floats(name, [(float)value]);

    /// <summary>Adds constant integers in a row, as shapes and paddings are given.</summary>
    internal string Integers(string name, params ReadOnlySpan<long> values)
    {
        byte[] bytes = new byte[values.Length * sizeof(long)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), values[i]);
        }

        return Constant(name, TensorProto.Types.DataType.Int64, bytes, values.Length);
    }

    /// <summary>Declares what the graph takes or gives: floats, with a first axis of any extent.</summary>
    internal static ValueInfoProto Value(string name, string description, params ReadOnlySpan<int> sample)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = "batch" });
        foreach (int extent in sample)
        {
            shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = extent });
        }

        var type = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = shape };
        return new ValueInfoProto { Name = name, DocString = description, Type = new TypeProto { TensorType = type } };
    }

    internal static AttributeProto Attribute(string name, long value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    internal static AttributeProto Attribute(string name, double value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = (float)value };

    internal static AttributeProto Attribute(string name, string value) =>
        new() { Name = name, Type = AttributeProto.Types.AttributeType.String, S = ByteString.CopyFromUtf8(value) };

    internal static AttributeProto Attribute(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.AddRange(values);
        return attribute;
    }

    private string Constant(string name, TensorProto.Types.DataType type, byte[] bytes, params ReadOnlySpan<int> shape)
    {
        string unique = Unique(name);
        var tensor = new TensorProto { Name = unique, DataType = (int)type, RawData = ByteString.CopyFrom(bytes) };
        foreach (int extent in shape)
        {
            tensor.Dims.Add(extent);
        }

        Graph.Initializer.Add(tensor);
        return unique;
    }

    // The first keeps the plain name, others are counted.
    private string Unique(string name)
    {
        string unique = name;
        for (int number = 2; !_names.Add(unique); number++)
        {
            unique = $"{name}_{number.ToString(CultureInfo.InvariantCulture)}";
        }

        return unique;
    }
}
