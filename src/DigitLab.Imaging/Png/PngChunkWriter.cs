using System.Buffers;
using System.Buffers.Binary;

namespace DigitLab.Imaging;

/// <summary>Writes a PNG chunk by chunk, each with its length and check value (specification §5.3).</summary>
internal sealed class PngChunkWriter
{
    private readonly ArrayBufferWriter<byte> _file = new();

    /// <summary>Starts a file with the signature.</summary>
    internal PngChunkWriter() => _file.Write(PngFormat.Signature);

    /// <summary>Adds a chunk.</summary>
    /// <param name="type">Four ASCII letters.</param>
    /// <param name="data">What it carries.</param>
    internal void Write(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        int length = 12 + data.Length;
        Span<byte> chunk = _file.GetSpan(length);
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk[4..]);
        data.CopyTo(chunk[8..]);
        BinaryPrimitives.WriteUInt32BigEndian(chunk[(8 + data.Length)..], Crc32.Compute(chunk.Slice(4, 4 + data.Length)));
        _file.Advance(length);
    }

    /// <summary>Adds the end mark and gives the whole file.</summary>
    internal byte[] Finish()
    {
        Write("IEND"u8, []);
        return _file.WrittenSpan.ToArray();
    }
}
