using System.IO.Compression;

namespace DigitLab.Data;

/// <summary>Opens what may be gzip-compressed or not; the content tells, not the name.</summary>
internal static class CompressedContent
{
    /// <summary>The content, decompressed if it was compressed. Disposing of it leaves the stream below open.</summary>
    /// <param name="stream">Plain or compressed data, from where it stands.</param>
    /// <param name="isCompressed">Which of the two they are.</param>
    internal static Stream Open(Stream stream, out bool isCompressed)
    {
        byte[] start = new byte[2];
        int got = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        isCompressed = got == 2 && start[0] == 0x1F && start[1] == 0x8B;   // RFC 1952, §2.3.1
        var whole = new PrefixedStream(start.AsMemory(0, got), stream);
        return isCompressed ? new GZipStream(whole, CompressionMode.Decompress) : whole;
    }
}
