using System.IO.Compression;

namespace DigitLab.Imaging;

/// <summary>The decompressed bytes of a PNG's pixels, with every fault of the data told as one <see cref="InvalidDataException"/>.</summary>
internal sealed class PngPixelStream(Stream compressed) : IDisposable
{
    private readonly ZLibStream _zlib = new(compressed, CompressionMode.Decompress);

    /// <summary>Fills the buffer with the next bytes.</summary>
    /// <exception cref="InvalidDataException">There are fewer, or they are damaged.</exception>
    internal void Read(Span<byte> buffer)
    {
        if (TryRead(buffer) < buffer.Length)
        {
            throw new InvalidDataException("PNG: there are fewer pixels than the header states: the file is cut off or damaged.");
        }
    }

    /// <summary>Checks that nothing is left; reaching the end is also what makes the stream verify its Adler value.</summary>
    /// <exception cref="InvalidDataException">There are more bytes, or the check value is wrong.</exception>
    internal void RequireEnd()
    {
        Span<byte> one = stackalloc byte[1];
        if (TryRead(one) > 0)
        {
            throw new InvalidDataException("PNG: there are more pixels than the header states: the file is damaged.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _zlib.Dispose();

    private int TryRead(Span<byte> buffer)
    {
        try
        {
            return _zlib.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new InvalidDataException("PNG: the compressed pixels are damaged or cut off.", e);
        }
    }
}
