using System.Buffers.Binary;

namespace DigitLab.Imaging;

/// <summary>The header of a JPEG's picture: its size and channels. Source: ITU-T T.81, B.2.2 and A.1.</summary>
internal sealed class JpegFrame
{
    private const int FixedBytes = 6;
    private const int ComponentBytes = 3;

    private JpegFrame(bool isProgressive, int width, int height, JpegComponent[] components)
    {
        (IsProgressive, Width, Height, Components) = (isProgressive, width, height, components);
        LargestHorizontal = components.Max(c => c.Horizontal);
        LargestVertical = components.Max(c => c.Vertical);
        UnitsPerRow = (width + 8 * LargestHorizontal - 1) / (8 * LargestHorizontal);
        UnitRows = (height + 8 * LargestVertical - 1) / (8 * LargestVertical);
        foreach (JpegComponent component in components)
        {
            component.Measure(this);
        }
    }

    /// <summary>Whether several scans make up the coefficients bit by bit.</summary>
    internal bool IsProgressive { get; }

    /// <summary>Columns of the picture as it is stored.</summary>
    internal int Width { get; }

    /// <summary>Rows of the picture as it is stored.</summary>
    internal int Height { get; }

    /// <summary>1 (gray), 3 or 4 channels.</summary>
    internal JpegComponent[] Components { get; }

    /// <summary>The finest channel's blocks side by side in a unit.</summary>
    internal int LargestHorizontal { get; }

    /// <summary>The finest channel's blocks above each other in a unit.</summary>
    internal int LargestVertical { get; }

    /// <summary>Units (of 8 · <see cref="LargestHorizontal"/> pixels) in a row.</summary>
    internal int UnitsPerRow { get; }

    /// <summary>Rows of units.</summary>
    internal int UnitRows { get; }

    /// <summary>Reads and checks the header, and takes memory for the picture.</summary>
    /// <param name="marker">The kind of frame.</param>
    /// <param name="segment">The header's bytes.</param>
    /// <param name="fileBytes">Bytes of the whole file: too few cannot hold the picture.</param>
    /// <param name="limits">The sizes beyond which it is refused.</param>
    internal static JpegFrame Read(byte marker, ReadOnlySpan<byte> segment, int fileBytes, PictureLimits limits)
    {
        RequireKnownKind(marker);
        RequireBytes(segment, FixedBytes);
        if (segment[0] != 8)
        {
            throw new InvalidDataException($"JPEG: {segment[0]} bits a sample are not read, only 8: save it with 8 bits, or as PNG.");
        }

        int height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        limits.Require("JPEG", width, height);
        int count = segment[5];
        if (count is not (1 or 3 or 4))
        {
            throw new InvalidDataException($"JPEG: expected 1, 3 or 4 channels, got {count}.");
        }

        RequireBytes(segment, FixedBytes + ComponentBytes * count);
        var components = new JpegComponent[count];
        for (int i = 0; i < count; i++)
        {
            components[i] = ReadComponent(segment[(FixedBytes + ComponentBytes * i)..], isOnly: count == 1);
            if (components.Take(i).Any(other => other.Id == components[i].Id))
            {
                throw new InvalidDataException($"JPEG: two channels have the number {components[i].Id}: the file is damaged.");
            }
        }

        var frame = new JpegFrame(marker == JpegMarker.ProgressiveFrame, width, height, components);
        frame.RequireEnoughData(fileBytes);
        foreach (JpegComponent component in components)
        {
            component.Allocate(frame.IsProgressive);
        }

        return frame;
    }

    private static JpegComponent ReadComponent(ReadOnlySpan<byte> bytes, bool isOnly)
    {
        int horizontal = bytes[1] >> 4, vertical = bytes[1] & 15;
        if (horizontal is < 1 or > 4 || vertical is < 1 or > 4 || bytes[2] > 3)
        {
            throw new InvalidDataException(
                $"JPEG: channel {bytes[0]} states the sampling {horizontal}×{vertical} and table {bytes[2]}: expected 1 to 4 and 0 to 3; the file is damaged.");
        }

        // A single channel has nothing to be sampled against (A.2.2): its unit is one block.
        return isOnly ? new JpegComponent(bytes[0], 1, 1, bytes[2]) : new JpegComponent(bytes[0], horizontal, vertical, bytes[2]);
    }

    private static void RequireKnownKind(byte marker)
    {
        string? name = marker switch
        {
            JpegMarker.BaselineFrame or JpegMarker.ExtendedFrame or JpegMarker.ProgressiveFrame => null,
            0xC3 => "a lossless JPEG",
            0xC5 or 0xC6 or 0xC7 => "a hierarchical JPEG",
            JpegMarker.JpegLsFrame => "a JPEG-LS picture",
            _ => "a JPEG with arithmetic coding",
        };
        if (name is not null)
        {
            throw new InvalidDataException($"JPEG: this is {name}, which is not read here: save it as an ordinary JPEG, or as PNG.");
        }
    }

    // Every block of every channel takes at least a bit for its constant coefficient, and in one scan a second one for the rest.
    private void RequireEnoughData(int fileBytes)
    {
        long blocks = Components.Sum(c => (long)((c.Width + 7) / 8) * ((c.Height + 7) / 8));
        if (blocks * (IsProgressive ? 1 : 2) / 8 > fileBytes)
        {
            throw new InvalidDataException($"JPEG: {fileBytes:N0} bytes cannot hold {Width}×{Height} pixels: the file is cut off or damaged.");
        }
    }

    private static void RequireBytes(ReadOnlySpan<byte> segment, int needed)
    {
        if (segment.Length < needed)
        {
            throw new InvalidDataException($"JPEG: expected a frame header of at least {needed} bytes, got {segment.Length}: the file is damaged.");
        }
    }
}
