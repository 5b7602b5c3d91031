namespace DigitLab.Imaging;

/// <summary>Reads a stream whose length nobody vouches for.</summary>
internal static class BoundedReader
{
    private const int BlockBytes = 1 << 16;

    /// <summary>All that is left in the stream, or an exception as soon as it is known to be too long.</summary>
    /// <exception cref="InvalidDataException">The stream holds more than <paramref name="maxBytes"/>.</exception>
    internal static ReadOnlyMemory<byte> ReadToEnd(Stream stream, long maxBytes)
    {
        long announced = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : 0;
        Require(announced, maxBytes);
        var content = new MemoryStream((int)announced);
        byte[] block = new byte[BlockBytes];
        int read;
        while ((read = stream.Read(block)) > 0)
        {
            Require(content.Length + read, maxBytes);
            content.Write(block, 0, read);
        }

        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }

    private static void Require(long bytes, long maxBytes)
    {
        if (bytes > maxBytes)
        {
            throw new InvalidDataException($"the file has more than the {maxBytes:N0} bytes allowed: is it a picture? If so, shrink it.");
        }
    }
}
