using System.IO.Compression;

namespace DigitLab.Reliability.Tests.Fuzzing;

/// <summary>Damage to what a gzip file holds before it is compressed, or to the compressed bytes.</summary>
internal static class GzipContent
{
    internal static byte[] Compressed(byte[] content)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return buffer.ToArray();
    }

    internal static byte[] Damaged(byte[] file, Random random)
    {
        if (random.Next(2) == 0)
        {
            return Pieces.Damaged(file, random);
        }

        using var gzip = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
        using var content = new MemoryStream();
        gzip.CopyTo(content);
        byte[] compressed = Compressed(Pieces.Damaged(content.ToArray(), random));
        return random.Next(4) == 0 ? Pieces.Damaged(compressed, random, changes: 1) : compressed;
    }
}
