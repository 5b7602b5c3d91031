namespace DigitLab.Imaging;

/// <summary>The check that both kinds of picture make of their size.</summary>
internal static class PictureSize
{
    /// <summary>The number of bytes of a picture, or an exception when no array holds it.</summary>
    internal static int ByteCount(int width, int height, int bytesPerPixel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        long bytes = (long)width * height * bytesPerPixel;
        if (bytes > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(width), $"A picture of {width}×{height} pixels needs {bytes:N0} bytes, more than one array holds: make it smaller.");
        }

        return (int)bytes;
    }

    /// <summary>Throws unless a caller's pixels have the length that the size asks for.</summary>
    internal static void RequireLength(int width, int height, int bytesPerPixel, ReadOnlySpan<byte> pixels)
    {
        int expected = ByteCount(width, height, bytesPerPixel);
        if (pixels.Length != expected)
        {
            throw new ArgumentException(
                $"Expected {width}×{height}×{bytesPerPixel} = {expected} bytes of pixels, got {pixels.Length}.", nameof(pixels));
        }
    }
}
