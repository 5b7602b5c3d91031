namespace DigitLab.Imaging;

/// <summary>Lays pictures out in rows, to be looked at side by side.</summary>
public static class ContactSheet
{
    private const byte Gap = 96;   // neither paper nor ink

    /// <summary>A sheet of pictures of one size, row by row, with gray lines between and around them.</summary>
    /// <param name="pictures">The pictures; at least one.</param>
    /// <param name="columns">Pictures of a row; at least 1.</param>
    /// <param name="scale">Each pixel becomes a square of this side; at least 1.</param>
    /// <param name="gapPixels">The lines' width; at least 0.</param>
    /// <exception cref="ArgumentException">There is no picture, they differ in size, or the sheet would be too large.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static GrayImage Of(IReadOnlyList<GrayImage> pictures, int columns, int scale = 1, int gapPixels = 2)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(gapPixels);
        GrayImage first = pictures.Count > 0 ? pictures[0] : throw new ArgumentException("Contact sheet: expected at least one picture, got none.", nameof(pictures));
        columns = Math.Min(columns, pictures.Count);
        int rows = (pictures.Count + columns - 1) / columns, stepX = (first.Width * scale) + gapPixels, stepY = (first.Height * scale) + gapPixels;
        var sheet = new GrayImage(checked((columns * stepX) + gapPixels), checked((rows * stepY) + gapPixels));
        sheet.Pixels.Fill(Gap);
        for (int i = 0; i < pictures.Count; i++)
        {
            if (pictures[i].Width != first.Width || pictures[i].Height != first.Height)
            {
                throw new ArgumentException($"Contact sheet: expected {first} as the first picture is, got {pictures[i]} in place {i}.", nameof(pictures));
            }

            Place(pictures[i], sheet, gapPixels + (i % columns * stepX), gapPixels + (i / columns * stepY), scale);
        }

        return sheet;
    }

    /// <summary>A sheet of colour pictures of one size, row by row, with gray lines between and around them.</summary>
    /// <inheritdoc cref="Of(IReadOnlyList{GrayImage}, int, int, int)"/>
    public static ColorImage OfColors(IReadOnlyList<ColorImage> pictures, int columns, int scale = 1, int gapPixels = 2)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        ColorImage? sheet = null;
        for (int channel = 0; channel < 3; channel++)
        {
            int c = channel;
            GrayImage plane = Of([.. pictures.Select(picture => Plane(picture, c))], columns, scale, gapPixels);
            sheet ??= plane.ToColor();
            for (int i = 0; i < plane.Pixels.Length; i++)
            {
                sheet.Pixels[(4 * i) + channel] = plane.Pixels[i];
            }
        }

        return sheet!;
    }

    private static GrayImage Plane(ColorImage picture, int channel)
    {
        var plane = new GrayImage(picture.Width, picture.Height);
        for (int i = 0; i < plane.Pixels.Length; i++)
        {
            plane.Pixels[i] = picture.Pixels[(4 * i) + channel];
        }

        return plane;
    }

    private static void Place(GrayImage picture, GrayImage sheet, int left, int top, int scale)
    {
        for (int y = 0; y < picture.Height * scale; y++)
        {
            Span<byte> from = picture.Row(y / scale), to = sheet.Row(top + y)[left..];
            for (int x = 0; x < picture.Width * scale; x++)
            {
                to[x] = from[x / scale];
            }
        }
    }
}
