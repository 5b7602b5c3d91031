namespace DigitLab.Imaging;

/// <summary>Makes a picture of a JPEG's channels: gray, brightness and colour (YCbCr), RGB, CMYK or YCCK.</summary>
/// <remarks>
/// R = Y + 1.402 Cr, G = Y − 0.344 Cb − 0.714 Cr, B = Y + 1.772 Cb (ITU-R BT.601, JFIF 1.02), in fixed point of 16 bits.
/// Ink colours, which Adobe stores inverted, are taken as filters: R = (255 − C)(255 − K) / 255.
/// </remarks>
internal static class JpegColors
{
    private const int Half = 1 << 15;
    private const int RedOfCr = 91881;      // 1.402 · 2¹⁶
    private const int BlueOfCb = 116130;    // 1.772 · 2¹⁶
    private const int GreenOfCr = 46802;    // 0.714136 · 2¹⁶
    private const int GreenOfCb = 22554;    // 0.344136 · 2¹⁶

    /// <summary>The picture as it is stored, not turned.</summary>
    /// <param name="frame">The channels, full of samples.</param>
    /// <param name="isJfif">Whether there is a JFIF segment.</param>
    /// <param name="adobeTransform">What Adobe's segment says: 0 as they are, 1 YCbCr, 2 YCCK; null when there is none.</param>
    internal static ColorImage ToPicture(JpegFrame frame, bool isJfif, int? adobeTransform)
    {
        var picture = new ColorImage(frame.Width, frame.Height);
        int channels = frame.Components.Length;
        bool isTransformed = channels == 3 ? IsTransformed(frame, isJfif, adobeTransform) : adobeTransform == 2;
        bool isInverted = adobeTransform is not null;
        Parallel.For(0, frame.UnitRows, unit =>
        {
            int room = frame.Width + 1;
            byte[] rows = new byte[4 * room];
            int[] sums = new int[frame.Width];
            int from = unit * 8 * frame.LargestVertical, to = Math.Min(frame.Height, from + (8 * frame.LargestVertical));
            for (int y = from; y < to; y++)
            {
                Span<byte> pixels = picture.Row(y);
                ReadOnlySpan<byte> a = JpegUpsampler.Row(frame, frame.Components[0], y, rows.AsSpan(0, room), sums);
                if (channels == 1)
                {
                    WriteGray(a, pixels);
                    continue;
                }

                ReadOnlySpan<byte> b = JpegUpsampler.Row(frame, frame.Components[1], y, rows.AsSpan(room, room), sums);
                ReadOnlySpan<byte> c = JpegUpsampler.Row(frame, frame.Components[2], y, rows.AsSpan(2 * room, room), sums);
                WriteColors(a, b, c, isTransformed, pixels);
                if (channels == 4)
                {
                    ReadOnlySpan<byte> key = JpegUpsampler.Row(frame, frame.Components[3], y, rows.AsSpan(3 * room, room), sums);
                    ApplyKey(key, isTransformed, isInverted, pixels);
                }
            }
        });
        return picture;
    }

    // Three channels are brightness and colour unless something says that they are not.
    private static bool IsTransformed(JpegFrame frame, bool isJfif, int? adobeTransform) =>
        isJfif || (adobeTransform is int transform
            ? transform != 0
            : !frame.Components.Select(c => c.Id).SequenceEqual("RGB"u8.ToArray()));

    private static void WriteGray(ReadOnlySpan<byte> levels, Span<byte> pixels)
    {
        for (int x = 0; x < pixels.Length / 4; x++)
        {
            pixels.Slice(4 * x, 3).Fill(levels[x]);
            pixels[(4 * x) + 3] = 255;
        }
    }

    private static void WriteColors(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c, bool isTransformed, Span<byte> pixels)
    {
        for (int x = 0; x < pixels.Length / 4; x++)
        {
            Span<byte> pixel = pixels.Slice(4 * x, 4);
            (int red, int green, int blue) = (a[x], b[x], c[x]);
            if (isTransformed)
            {
                int y = a[x], cb = b[x] - 128, cr = c[x] - 128;
                red = y + (((RedOfCr * cr) + Half) >> 16);
                green = y + (((-GreenOfCb * cb) - (GreenOfCr * cr) + Half) >> 16);
                blue = y + (((BlueOfCb * cb) + Half) >> 16);
            }

            pixel[0] = Clamp(red);
            pixel[1] = Clamp(green);
            pixel[2] = Clamp(blue);
            pixel[3] = 255;
        }
    }

    // What stands in the pixels are ink colours, or with YCCK what lets light through; Adobe's are inverted, so that 255 is no ink.
    private static void ApplyKey(ReadOnlySpan<byte> key, bool isTransformed, bool isInverted, Span<byte> pixels)
    {
        for (int x = 0; x < pixels.Length / 4; x++)
        {
            int light = isInverted ? key[x] : 255 - key[x];
            for (int i = 4 * x; i < (4 * x) + 3; i++)
            {
                // YCCK's three are transformed inks: 255 − what YCbCr would give, which then are stored as the key is.
                int ink = isTransformed ? 255 - pixels[i] : pixels[i];
                int through = isInverted ? ink : 255 - ink;
                pixels[i] = (byte)(((through * light) + 127) / 255);
            }
        }
    }

    private static byte Clamp(int level) => (byte)Math.Clamp(level, 0, 255);
}
