using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DigitLab.Neural;

/// <summary>Numbers as the little-endian bytes that files hold, and back.</summary>
public static class NumberBytes
{
    /// <summary>Bytes of one number.</summary>
    public static int SizeOf(NumberType type) => type switch
    {
        NumberType.Float64 or NumberType.Int64 or NumberType.UInt64 => 8,
        NumberType.Float32 or NumberType.Int32 or NumberType.UInt32 => 4,
        NumberType.Float16 or NumberType.BFloat16 or NumberType.Int16 or NumberType.UInt16 => 2,
        _ => 1,
    };

    /// <summary>Reads numbers; those that no 32-bit float holds are rounded to the nearest that one does.</summary>
    /// <param name="type">What the bytes are.</param>
    /// <param name="bytes">As many as the numbers need.</param>
    /// <param name="numbers">Overwritten.</param>
    /// <exception cref="ArgumentException">There are more bytes, or fewer.</exception>
    public static void Read(NumberType type, ReadOnlySpan<byte> bytes, Span<float> numbers)
    {
        Check(type, bytes.Length, numbers.Length);
        if (type == NumberType.Float32 && BitConverter.IsLittleEndian)
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(numbers));
            return;
        }

        int size = SizeOf(type);
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Read(type, bytes.Slice(i * size, size));
        }
    }

    /// <summary>Writes numbers as floats, each rounded to the nearest that the type holds, ties to even.</summary>
    /// <param name="type">A type of floats with 16 bits or more.</param>
    /// <param name="numbers">The numbers.</param>
    /// <param name="bytes">Overwritten; as many as the numbers need.</param>
    /// <exception cref="ArgumentException">There is room for more numbers, or for fewer, or the type is no such float.</exception>
    public static void Write(NumberType type, ReadOnlySpan<float> numbers, Span<byte> bytes)
    {
        Check(type, bytes.Length, numbers.Length);
        if (type == NumberType.Float32 && BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(numbers).CopyTo(bytes);
            return;
        }

        int size = SizeOf(type);
        for (int i = 0; i < numbers.Length; i++)
        {
            Span<byte> own = bytes.Slice(i * size, size);
            switch (type)
            {
                case NumberType.Float32: BinaryPrimitives.WriteSingleLittleEndian(own, numbers[i]); break;
                case NumberType.Float64: BinaryPrimitives.WriteDoubleLittleEndian(own, numbers[i]); break;
                case NumberType.Float16: BinaryPrimitives.WriteHalfLittleEndian(own, (Half)numbers[i]); break;
                case NumberType.BFloat16: BinaryPrimitives.WriteUInt16LittleEndian(own, ToBFloat16(numbers[i])); break;
                default: throw new ArgumentException($"Weights are written as floats of 16 bits or more, got {type}.", nameof(type));
            }
        }
    }

    private static float Read(NumberType type, ReadOnlySpan<byte> bytes) => type switch
    {
        NumberType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        NumberType.Float16 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        NumberType.BFloat16 => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
        NumberType.Float64 => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        NumberType.Float8E4M3 => FromE4M3(bytes[0]),
        NumberType.Float8E5M2 => (float)BitConverter.UInt16BitsToHalf((ushort)(bytes[0] << 8)),
        NumberType.UInt8 => bytes[0],
        NumberType.Int8 => (sbyte)bytes[0],
        NumberType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        NumberType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        NumberType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        NumberType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        NumberType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        NumberType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        _ => bytes[0] == 0 ? 0 : 1,
    };

    // Exponent e − 7 with a hidden bit, or multiples of 2⁻⁹ where e is 0; the largest pattern is the only NaN.
    private static float FromE4M3(byte bits)
    {
        int exponent = (bits >> 3) & 15, mantissa = bits & 7;
        float size = (exponent, mantissa) switch
        {
            (15, 7) => float.NaN,
            (0, _) => mantissa / 512f,
            _ => MathF.ScaleB(1 + (mantissa / 8f), exponent - 7),
        };
        return (bits & 0x80) == 0 ? size : -size;
    }

    // To the nearest, ties to even: half of what falls away is added, less where the last bit that stays is 0.
    private static ushort ToBFloat16(float number)
    {
        uint bits = BitConverter.SingleToUInt32Bits(number);
        return float.IsNaN(number) ? (ushort)((bits >> 16) | 0x40) : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    private static void Check(NumberType type, int bytes, int numbers)
    {
        if (bytes != (long)numbers * SizeOf(type))
        {
            throw new ArgumentException($"Expected {(long)numbers * SizeOf(type)} bytes for {numbers} numbers of {type}, got {bytes}.");
        }
    }
}
