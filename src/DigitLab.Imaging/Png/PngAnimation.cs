using System.Buffers.Binary;

namespace DigitLab.Imaging;

/// <summary>Writes animated PNG: full frames of one size, RGBA, one after the other.</summary>
/// <remarks>
/// A reader that knows no animation shows the first frame. Source: W3C, Portable Network Graphics (PNG) Specification, third edition, 2025,
/// §11.3.6.
/// </remarks>
public static class PngAnimation
{
    /// <summary>The bytes of an animated PNG.</summary>
    /// <param name="frames">The pictures, all of one size; at least one.</param>
    /// <param name="delayMs">How long each is seen, in milliseconds; 1 to 65535.</param>
    /// <param name="lastDelayMs">How long the last one is seen; as the others if null.</param>
    /// <param name="repeats">How often the animation runs; 0 for ever.</param>
    /// <exception cref="ArgumentException">There is no frame, or they differ in size.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A delay or the number of repeats is out of its range.</exception>
    public static byte[] Encode(IReadOnlyList<ColorImage> frames, int delayMs, int? lastDelayMs = null, int repeats = 0)
    {
        ArgumentNullException.ThrowIfNull(frames);
        RequireDelay(delayMs, nameof(delayMs));
        RequireDelay(lastDelayMs ?? delayMs, nameof(lastDelayMs));
        ArgumentOutOfRangeException.ThrowIfNegative(repeats);
        ColorImage first = frames.Count > 0 ? frames[0] : throw new ArgumentException("Animated PNG: expected at least one frame, got none.", nameof(frames));
        var header = new PngHeader(first.Width, first.Height, 8, PngColorType.Rgba, false);
        var writer = new PngChunkWriter();
        writer.Write("IHDR"u8, PngEncoder.HeaderBytes(header));
        writer.Write("acTL"u8, Numbers(frames.Count, repeats));
        int sequence = 0;
        for (int i = 0; i < frames.Count; i++)
        {
            ColorImage frame = frames[i];
            if ((frame.Width, frame.Height) != (first.Width, first.Height))
            {
                throw new ArgumentException(
                    $"Animated PNG: expected frames of {first.Width}×{first.Height} as the first one is, got {frame.Width}×{frame.Height} in place {i}.", nameof(frames));
            }

            writer.Write("fcTL"u8, FrameControl(sequence++, header, i == frames.Count - 1 ? lastDelayMs ?? delayMs : delayMs));
            byte[] pixels = PngEncoder.Compress(header, frame.Pixels);
            if (i == 0)
            {
                writer.Write("IDAT"u8, pixels);   // what a reader without animation shows
            }
            else
            {
                writer.Write("fdAT"u8, [.. Numbers(sequence++), .. pixels]);
            }
        }

        return writer.Finish();
    }

    // Sequence number, size, offset, delay as a fraction of a second, and the frame as it is: nothing disposed of, nothing blended.
    private static byte[] FrameControl(int sequence, PngHeader header, int delayMs)
    {
        byte[] data = [.. Numbers(sequence, header.Width, header.Height, 0, 0), 0, 0, 0x03, 0xE8, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(20), (ushort)delayMs);
        return data;
    }

    private static byte[] Numbers(params ReadOnlySpan<int> numbers)
    {
        byte[] data = new byte[sizeof(int) * numbers.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(sizeof(int) * i), numbers[i]);
        }

        return data;
    }

    private static void RequireDelay(int delayMs, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delayMs, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delayMs, ushort.MaxValue, name);
    }
}
