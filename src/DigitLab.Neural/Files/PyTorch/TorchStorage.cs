using System.Buffers.Binary;

namespace DigitLab.Neural;

/// <summary>A row of numbers in a PyTorch file, in which tensors lie.</summary>
/// <param name="Type">How they are held.</param>
/// <param name="Bytes">The numbers, little-endian.</param>
internal sealed record TorchStorage(NumberType Type, byte[] Bytes)
{
    /// <summary>How many numbers there are.</summary>
    internal long Count => Bytes.Length / NumberBytes.SizeOf(Type);

    /// <summary>Reads a storage that has its count in front, in eight bytes, as all forms before the zip archive have it.</summary>
    /// <exception cref="InvalidDataException">There are not so many numbers.</exception>
    internal static TorchStorage Read(Stream stream, NumberType type, string name)
    {
        Span<byte> length = stackalloc byte[sizeof(long)];
        stream.ReadExactly(length);
        long count = BinaryPrimitives.ReadInt64LittleEndian(length), left = stream.Length - stream.Position;
        if (count < 0 || count > left / NumberBytes.SizeOf(type) || count > int.MaxValue / NumberBytes.SizeOf(type))
        {
            throw new InvalidDataException($"{name}: not a whole PyTorch file: expected a storage of {count} numbers in the {left} bytes that are left.");
        }

        byte[] bytes = new byte[count * NumberBytes.SizeOf(type)];
        stream.ReadExactly(bytes);
        return new TorchStorage(type, bytes);
    }
}
