using System.Buffers.Binary;
using DigitLab.Neural;
using DigitLab.Onnx.Format;

namespace DigitLab.Onnx;

/// <summary>A constant of an ONNX file, in whichever of the format's forms it is held.</summary>
internal static class OnnxTensor
{
    private const int MostNumbers = 1 << 28;

    /// <summary>The extents.</summary>
    /// <exception cref="InvalidDataException">They make no tensor, or too large a one.</exception>
    internal static int[] Extents(TensorProto tensor, string file)
    {
        Int128 count = 1;
        foreach (long extent in tensor.Dims)
        {
            count *= extent;
            if (extent is < 0 or > MostNumbers || count > MostNumbers)
            {
                throw new InvalidDataException($"{file}: the constant \"{tensor.Name}\" is of an impossible size, [{string.Join(", ", tensor.Dims)}].");
            }
        }

        return [.. tensor.Dims.Select(extent => (int)extent)];
    }

    /// <summary>The numbers as floats.</summary>
    /// <exception cref="InvalidDataException">They are not in the file, not as many as the extents say, or no numbers.</exception>
    internal static float[] Floats(TensorProto tensor, string file)
    {
        int count = Extents(tensor, file).Aggregate(1, (product, extent) => product * extent);
        if (tensor.DataLocation == TensorProto.Types.DataLocation.External)
        {
            throw new InvalidDataException($"{file}: the numbers of \"{tensor.Name}\" lie in another file: save the model as one file.");
        }

        var type = (TensorProto.Types.DataType)tensor.DataType;
        if (tensor.RawData.Length > 0 || count == 0)
        {
            return Raw(tensor, type, count, file);
        }

        float[] numbers = type switch
        {
            TensorProto.Types.DataType.Float => [.. tensor.FloatData],
            TensorProto.Types.DataType.Double => [.. tensor.DoubleData.Select(number => (float)number)],
            TensorProto.Types.DataType.Int64 => [.. tensor.Int64Data.Select(number => (float)number)],
            TensorProto.Types.DataType.Uint32 or TensorProto.Types.DataType.Uint64 => [.. tensor.Uint64Data.Select(number => (float)number)],
            TensorProto.Types.DataType.Float16 => [.. tensor.Int32Data.Select(bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits))],
            TensorProto.Types.DataType.Bfloat16 => [.. tensor.Int32Data.Select(bits => BitConverter.UInt32BitsToSingle((uint)bits << 16))],
            _ => [.. tensor.Int32Data.Select(number => (float)number)],
        };
        return numbers.Length == count ? numbers : throw Miscounted(tensor, count, numbers.Length, file);
    }

    /// <summary>The numbers as integers, as shapes and axes are given.</summary>
    /// <inheritdoc cref="Floats"/>
    internal static long[] Integers(TensorProto tensor, string file)
    {
        int count = Extents(tensor, file).Aggregate(1, (product, extent) => product * extent);
        if ((TensorProto.Types.DataType)tensor.DataType != TensorProto.Types.DataType.Int64)
        {
            return Array.ConvertAll(Floats(tensor, file), number => (long)number);
        }

        if (tensor.RawData.Length == 0)
        {
            return tensor.Int64Data.Count == count ? [.. tensor.Int64Data] : throw Miscounted(tensor, count, tensor.Int64Data.Count, file);
        }

        if (tensor.RawData.Length != count * sizeof(long))
        {
            throw Miscounted(tensor, count, tensor.RawData.Length / sizeof(long), file);
        }

        long[] numbers = new long[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = BinaryPrimitives.ReadInt64LittleEndian(tensor.RawData.Span[(i * sizeof(long))..]);
        }

        return numbers;
    }

    private static float[] Raw(TensorProto tensor, TensorProto.Types.DataType type, int count, string file)
    {
        NumberType known = type switch
        {
            TensorProto.Types.DataType.Float => NumberType.Float32,
            TensorProto.Types.DataType.Float16 => NumberType.Float16,
            TensorProto.Types.DataType.Bfloat16 => NumberType.BFloat16,
            TensorProto.Types.DataType.Double => NumberType.Float64,
            TensorProto.Types.DataType.Uint8 => NumberType.UInt8,
            TensorProto.Types.DataType.Int8 => NumberType.Int8,
            TensorProto.Types.DataType.Uint16 => NumberType.UInt16,
            TensorProto.Types.DataType.Int16 => NumberType.Int16,
            TensorProto.Types.DataType.Uint32 => NumberType.UInt32,
            TensorProto.Types.DataType.Int32 => NumberType.Int32,
            TensorProto.Types.DataType.Uint64 => NumberType.UInt64,
            TensorProto.Types.DataType.Int64 => NumberType.Int64,
            TensorProto.Types.DataType.Bool => NumberType.Boolean,
            _ => throw new InvalidDataException($"{file}: the constant \"{tensor.Name}\" holds no numbers that are known here, but {type}."),
        };
        if (tensor.RawData.Length != (long)count * NumberBytes.SizeOf(known))
        {
            throw Miscounted(tensor, count, tensor.RawData.Length / NumberBytes.SizeOf(known), file);
        }

        float[] numbers = new float[count];
        NumberBytes.Read(known, tensor.RawData.Span, numbers);
        return numbers;
    }

    private static InvalidDataException Miscounted(TensorProto tensor, int expected, int got, string file) =>
        new($"{file}: expected {expected} numbers in \"{tensor.Name}\", got {got}.");
}
