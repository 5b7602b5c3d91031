using System.Buffers.Binary;
using System.IO.Compression;
using DigitLab.Imaging;

namespace DigitLab.Reliability.Tests.Fuzzing;

/// <summary>Damage to a PNG's chunks with their checksums put right, and to its pixels before they are compressed.</summary>
internal static class PngChunks
{
    private const int SignatureBytes = 8;
    private const int Around = 12;   // a chunk's length, name and checksum
    private const string Pixels = "IDAT";

    internal static byte[] Damaged(byte[] file, Random random)
    {
        if (random.Next(4) == 0)
        {
            return Pieces.Damaged(file, random);
        }

        List<(string Name, byte[] Content)> chunks = Parse(file);
        for (int changes = 1 << random.Next(3); changes > 0 && chunks.Count > 0; changes--)
        {
            int place = random.Next(chunks.Count);
            (string name, byte[] content) = chunks[place];
            switch (random.Next(8))
            {
                case 0: chunks.RemoveAt(place); break;
                case 1: chunks.Insert(random.Next(chunks.Count), chunks[place]); break;
                case 2: chunks[place] = (chunks[random.Next(chunks.Count)].Name, content); break;
                case 3 or 4 when name == Pixels: chunks[place] = (name, Compressed(content, random)); break;
                default: chunks[place] = (name, Pieces.Damaged(content, random, changes: 1)); break;
            }
        }

        return Write(file, chunks);
    }

    private static byte[] Compressed(byte[] content, Random random)
    {
        using var pixels = new MemoryStream();
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(content), CompressionMode.Decompress);
            zlib.CopyTo(pixels);
        }
        catch (InvalidDataException)
        {
            return content;   // damaged before
        }

        using var buffer = new MemoryStream();
        using (var zlib = new ZLibStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(Pieces.Damaged(pixels.ToArray(), random));
        }

        return buffer.ToArray();
    }

    private static List<(string Name, byte[] Content)> Parse(byte[] file)
    {
        var chunks = new List<(string, byte[])>();
        for (int at = SignatureBytes; at + Around <= file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            chunks.Add((System.Text.Encoding.Latin1.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]));
            at += Around + length;
        }

        return chunks;
    }

    private static byte[] Write(byte[] file, List<(string Name, byte[] Content)> chunks)
    {
        List<byte> bytes = [.. file.AsSpan(0, SignatureBytes)];
        Span<byte> number = stackalloc byte[sizeof(int)];
        foreach ((string name, byte[] content) in chunks)
        {
            byte[] named = [.. System.Text.Encoding.Latin1.GetBytes(name), .. content];
            BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
            bytes.AddRange(number);
            bytes.AddRange(named);
            BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Compute(named));
            bytes.AddRange(number);
        }

        return [.. bytes];
    }
}
