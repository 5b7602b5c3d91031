using System.Security.Cryptography;

namespace DigitLab.Data;

/// <summary>The length and SHA-256 of a file's content after decompression.</summary>
/// <param name="Bytes">How long it is; one more than asked for where it is longer than that.</param>
/// <param name="Sha256">In small hexadecimal digits; empty where the compressed data are damaged or the content is longer than asked for.</param>
internal readonly record struct ContentDigest(long Bytes, string Sha256)
{
    private const int BlockBytes = 1 << 16;

    /// <summary>Digests a file, plain or compressed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">Stops at the first byte beyond this many.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal static ContentDigest Of(string path, long limit, CancellationToken cancellation = default)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BlockBytes);
        using Stream content = CompressedContent.Open(file, out _);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] block = new byte[BlockBytes];
        long bytes = 0;
        try
        {
            for (int got = content.Read(block); got > 0; got = content.Read(block))
            {
                cancellation.ThrowIfCancellationRequested();
                bytes += got;
                if (bytes > limit)
                {
                    return new ContentDigest(limit + 1, "");
                }

                hash.AppendData(block, 0, got);
            }
        }
        catch (InvalidDataException)
        {
            return new ContentDigest(bytes, "");
        }

        return new ContentDigest(bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
