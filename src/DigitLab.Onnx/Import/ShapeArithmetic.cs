using DigitLab.Onnx.Format;
using static DigitLab.Onnx.OnnxGraph;

namespace DigitLab.Onnx;

/// <summary>Computes integers that a graph computes of constants: the widths of a border, as PyTorch writes them.</summary>
/// <remarks>ConstantOfShape, Concat along the first axis, Reshape, Transpose of a table, Slice along one axis, and Cast between integers.</remarks>
internal static class ShapeArithmetic
{
    private const int MostNumbers = 4096;

    /// <summary>What a node makes, if all that it reads is constant and it is one of those operators; else null.</summary>
    /// <param name="node">The node.</param>
    /// <param name="constants">What is known before it.</param>
    /// <param name="file">What to call the file in an error.</param>
    internal static TensorProto? Result(NodeProto node, IReadOnlyDictionary<string, TensorProto> constants, string file)
    {
        if (node.Output.Count != 1 || node.Input.Count == 0 || !node.Input.All(input => constants.TryGetValue(input, out TensorProto? tensor) && IsSmall(tensor)))
        {
            return null;
        }

        TensorProto[] inputs = [.. node.Input.Select(input => constants[input])];
        return node.OpType switch
        {
            "ConstantOfShape" => Filled(node, inputs[0], file),
            "Concat" when Integer(node, "axis", 0) == 0 && inputs.All(input => input.Dims.Count == 1) && inputs.Sum(input => input.Dims[0]) <= MostNumbers => Row([.. inputs.SelectMany(input => OnnxTensor.Integers(input, file))]),
            "Reshape" when inputs.Length == 2 => Reshaped(OnnxTensor.Integers(inputs[0], file), OnnxTensor.Integers(inputs[1], file)),
            "Transpose" when inputs[0].Dims.Count == 2 => Transposed(inputs[0], file),
            "Slice" when inputs.Length == 5 => Sliced(inputs, file),
            "Cast" when Integer(node, "to", 0) is (long)TensorProto.Types.DataType.Int64 or (long)TensorProto.Types.DataType.Int32 => inputs[0],
            _ => null,
        };
    }

    private static bool IsSmall(TensorProto tensor) =>
        (TensorProto.Types.DataType)tensor.DataType is TensorProto.Types.DataType.Int64 or TensorProto.Types.DataType.Int32
        && tensor.Dims.All(extent => extent is >= 0 and <= MostNumbers)
        && tensor.Dims.Aggregate(1L, (product, extent) => Math.Min(product * extent, MostNumbers + 1)) <= MostNumbers;

    private static TensorProto? Filled(NodeProto node, TensorProto shape, string file)
    {
        long[] values = Attribute(node, "value")?.T is { } given ? OnnxTensor.Integers(given, file) : [0];
        return values is [var value] && OnnxTensor.Integers(shape, file) is [>= 0 and <= MostNumbers and var count] ? Row([.. Enumerable.Repeat(value, (int)count)]) : null;
    }

    private static TensorProto? Reshaped(long[] numbers, long[] shape)
    {
        long known = shape.Where(extent => extent != -1).Aggregate(1L, (product, extent) => Math.Clamp(product * extent, 0, MostNumbers + 1));
        bool isOpen = shape.Count(extent => extent == -1) == 1;
        return known > 0 && (isOpen ? numbers.Length % known == 0 : numbers.Length == known) && shape.All(extent => extent is -1 or > 0)
            ? Table(numbers, [.. shape.Select(extent => extent == -1 ? numbers.Length / known : extent)])
            : null;
    }

    private static TensorProto Transposed(TensorProto table, string file)
    {
        int rows = (int)table.Dims[0], columns = (int)table.Dims[1];
        long[] numbers = OnnxTensor.Integers(table, file);
        return Table([.. Enumerable.Range(0, numbers.Length).Select(i => numbers[(i % rows * columns) + (i / rows)])], [columns, rows]);
    }

    // [start : end : step] of rows; a start or an end below 0 counts from behind, one beyond the last is the last.
    private static TensorProto? Sliced(TensorProto[] inputs, string file)
    {
        if (inputs[0].Dims.Count == 0 || OnnxTensor.Integers(inputs[3], file) is not [0]
            || OnnxTensor.Integers(inputs[1], file) is not [var start] || OnnxTensor.Integers(inputs[2], file) is not [var end] || OnnxTensor.Integers(inputs[4], file) is not [1 or -1])
        {
            return null;
        }

        long rows = inputs[0].Dims[0], step = OnnxTensor.Integers(inputs[4], file)[0];
        long[] numbers = OnnxTensor.Integers(inputs[0], file);
        int width = rows == 0 ? 0 : numbers.Length / (int)rows;
        long first = Within(start, step > 0 ? rows : rows - 1), last = Within(end, rows);
        var taken = new List<long>();
        for (long row = first; step > 0 ? row < last : row > last; row += step)
        {
            taken.AddRange(numbers.AsSpan((int)row * width, width));
        }

        return Table([.. taken], [width == 0 ? 0 : taken.Count / width, .. inputs[0].Dims.Skip(1)]);

        long Within(long place, long most) => place < 0 ? Math.Max(place < -rows ? -1 : place + rows, step > 0 ? 0 : -1) : Math.Min(place, most);
    }

    private static TensorProto Row(long[] numbers) => Table(numbers, [numbers.Length]);

    private static TensorProto Table(long[] numbers, long[] shape)
    {
        var tensor = new TensorProto { DataType = (int)TensorProto.Types.DataType.Int64 };
        tensor.Dims.AddRange(shape);
        tensor.Int64Data.AddRange(numbers);
        return tensor;
    }
}
