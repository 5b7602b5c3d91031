using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace DigitLab.Training;

/// <summary>Writes the few kinds of protocol buffer fields that TensorBoard's events have, so that this room needs no library for them.</summary>
internal sealed class ProtocolBuffer
{
    private const int Varint = 0;
    private const int SixtyFourBits = 1;
    private const int Bytes = 2;
    private const int ThirtyTwoBits = 5;

    private readonly ArrayBufferWriter<byte> _content = new();

    internal ProtocolBuffer Add(int field, long value)
    {
        WriteKey(field, Varint);
        WriteVarint((ulong)value);
        return this;
    }

    internal ProtocolBuffer Add(int field, double value)
    {
        WriteKey(field, SixtyFourBits);
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        _content.Write(bytes);
        return this;
    }

    internal ProtocolBuffer Add(int field, float value)
    {
        WriteKey(field, ThirtyTwoBits);
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _content.Write(bytes);
        return this;
    }

    internal ProtocolBuffer Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

    internal ProtocolBuffer Add(int field, ProtocolBuffer message) => Add(field, message.ToArray());

    internal byte[] ToArray() => _content.WrittenSpan.ToArray();

    private ProtocolBuffer Add(int field, byte[] bytes)
    {
        WriteKey(field, Bytes);
        WriteVarint((ulong)bytes.Length);
        _content.Write(bytes);
        return this;
    }

    private void WriteKey(int field, int wireType) => WriteVarint((ulong)((field << 3) | wireType));

    // Seven bits a byte, the lowest first; the top bit says that more follow.
    private void WriteVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _content.Write([(byte)(value | 0x80)]);
        }

        _content.Write([(byte)value]);
    }
}
