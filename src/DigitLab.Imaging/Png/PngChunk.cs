using System.Text;

namespace DigitLab.Imaging;

/// <summary>One chunk of a PNG, its check value already verified.</summary>
internal readonly ref struct PngChunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
{
    /// <summary>The four letters.</summary>
    internal ReadOnlySpan<byte> Type { get; } = type;

    /// <summary>What the chunk carries.</summary>
    internal ReadOnlySpan<byte> Data { get; } = data;

    /// <summary>Whether a reader that does not know the chunk may skip it: the first letter is a small one (specification §5.4).</summary>
    internal bool IsAncillary => (Type[0] & 0x20) != 0;

    /// <summary>The type as messages say it.</summary>
    internal string Name => Encoding.ASCII.GetString(Type);

    internal bool Is(ReadOnlySpan<byte> type) => Type.SequenceEqual(type);
}
