using System.Buffers.Binary;
using System.Text;

namespace DigitLab.Imaging.Tests.Png;

public sealed class PngAnimationTests
{
    [Fact]
    public void Every_frame_comes_back_as_it_was()
    {
        ColorImage[] frames = [.. Enumerable.Range(1, 4).Select(i => new ColorImage(7, 5, new TestBytes((ulong)i).Next(4 * 35, 256)))];
        byte[] file = PngAnimation.Encode(frames, delayMs: 80, lastDelayMs: 2000, repeats: 3);
        List<(string Type, byte[] Data)> chunks = Chunks(file);

        Assert.Equal(["IHDR", "acTL", "fcTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND"], chunks.Select(chunk => chunk.Type));
        Assert.Equal([4, 3], Ints(chunks[1].Data));
        byte[][] controls = [.. chunks.Where(chunk => chunk.Type == "fcTL").Select(chunk => chunk.Data)];
        for (int i = 0; i < frames.Length; i++)
        {
            Assert.Equal(26, controls[i].Length);
            Assert.Equal([i == 0 ? 0 : (2 * i) - 1, 7, 5, 0, 0], Ints(controls[i].AsSpan(0, 20)));
            Assert.Equal(i == 3 ? 2000 : 80, BinaryPrimitives.ReadUInt16BigEndian(controls[i].AsSpan(20)));
            Assert.Equal(1000, BinaryPrimitives.ReadUInt16BigEndian(controls[i].AsSpan(22)));
            Assert.Equal(frames[i].Pixels, StillOf(chunks, i).Pixels);
        }
    }

    [Fact]
    public void A_reader_without_animation_sees_the_first_frame()
    {
        var first = new ColorImage(3, 2, new TestBytes(9).Next(24, 256));
        Assert.Equal(first.Pixels, PictureFile.Decode(PngAnimation.Encode([first, new ColorImage(3, 2)], 100)).Pixels);
    }

    [Fact]
    public void Frames_of_two_sizes_and_no_frames_are_refused()
    {
        Assert.Contains("got none", Assert.Throws<ArgumentException>(() => PngAnimation.Encode([], 100)).Message);
        Assert.Contains("got 2×2 in place 1", Assert.Throws<ArgumentException>(() => PngAnimation.Encode([new ColorImage(3, 2), new ColorImage(2, 2)], 100)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => PngAnimation.Encode([new ColorImage(1, 1)], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PngAnimation.Encode([new ColorImage(1, 1)], 65_536));
        Assert.Throws<ArgumentOutOfRangeException>(() => PngAnimation.Encode([new ColorImage(1, 1)], 1, repeats: -1));
    }

    // The frame as a file of its own: its data under the still picture's name.
    private static ColorImage StillOf(List<(string Type, byte[] Data)> chunks, int frame)
    {
        (string type, byte[] data) = chunks.Where(chunk => chunk.Type is "IDAT" or "fdAT").ElementAt(frame);
        var writer = new PngChunkWriter();
        writer.Write("IHDR"u8, chunks[0].Data);
        writer.Write("IDAT"u8, type == "IDAT" ? data : data.AsSpan(4));
        return PictureFile.Decode(writer.Finish());
    }

    private static List<(string Type, byte[] Data)> Chunks(byte[] file)
    {
        var chunks = new List<(string, byte[])>();
        for (int at = 8; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            chunks.Add((Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]));
            at += 12 + length;
        }

        return chunks;
    }

    private static int[] Ints(ReadOnlySpan<byte> data)
    {
        int[] numbers = new int[data.Length / 4];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = BinaryPrimitives.ReadInt32BigEndian(data[(4 * i)..]);
        }

        return numbers;
    }
}
