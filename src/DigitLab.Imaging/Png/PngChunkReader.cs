using System.Buffers.Binary;

namespace DigitLab.Imaging;

/// <summary>Walks through the chunks of a PNG: length, type, data, check value (specification §5.3).</summary>
internal ref struct PngChunkReader
{
    private const int FrameBytes = 12;
    private readonly ReadOnlySpan<byte> _file;
    private int _position;

    /// <summary>Checks the signature and stands at the first chunk.</summary>
    internal PngChunkReader(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith(PngFormat.Signature))
        {
            throw new InvalidDataException("PNG: the signature is damaged: was the file transferred as text, or cut off?");
        }

        _file = file;
        _position = PngFormat.Signature.Length;
    }

    /// <summary>The next chunk.</summary>
    /// <exception cref="InvalidDataException">The file ends within it, its type is no type, or its check value is wrong.</exception>
    internal PngChunk Next()
    {
        ReadOnlySpan<byte> rest = _file[_position..];
        if (rest.Length < FrameBytes)
        {
            throw new InvalidDataException($"PNG: the file ends after {_file.Length:N0} bytes, before its end mark: it is cut off.");
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        ReadOnlySpan<byte> type = rest.Slice(4, 4);
        foreach (byte letter in type)
        {
            if (!char.IsAsciiLetter((char)letter))
            {
                throw new InvalidDataException(
                    $"PNG: expected a chunk's name at byte {_position + 4:N0}, got {Convert.ToHexString(type)}: the file is damaged.");
            }
        }

        var chunk = new PngChunk(type, []);
        if (length > rest.Length - FrameBytes)
        {
            throw new InvalidDataException(
                $"PNG: chunk {chunk.Name} states {length:N0} bytes, and {rest.Length - FrameBytes:N0} are left: the file is cut off or damaged.");
        }

        uint stated = BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..]);
        uint actual = Crc32.Compute(rest.Slice(4, 4 + (int)length));
        if (stated != actual)
        {
            throw new InvalidDataException(
                $"PNG: chunk {chunk.Name} has check value {stated:X8}, expected {actual:X8}: the file is damaged.");
        }

        _position += FrameBytes + (int)length;
        return new PngChunk(type, rest.Slice(8, (int)length));
    }
}
