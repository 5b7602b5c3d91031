using DigitLab.Imaging;

namespace DigitLab.Tests.Normalization;

/// <summary>Comparing pictures, and changing them a little.</summary>
internal static class Pixels
{
    public static double MeanDifference(GrayImage a, GrayImage b)
    {
        long sum = 0;
        for (int i = 0; i < a.Pixels.Length; i++)
        {
            sum += Math.Abs(a.Pixels[i] - b.Pixels[i]);
        }

        return (double)sum / a.Pixels.Length;
    }

    /// <summary>The mean difference where the two lie best on each other, moved by a pixel at most: the centre of mass may lie on
    /// either side of the line between two places.</summary>
    public static double MeanDifferenceOfShapes(GrayImage a, GrayImage b) => (
        from dx in new[] { -1, 0, 1 }
        from dy in new[] { -1, 0, 1 }
        select MeanDifference(a, Move(b, dx, dy))).Min();

    /// <summary>Changes every pixel's colour channels, given its column and row.</summary>
    public static ColorImage Change(ColorImage picture, Func<int, int, byte, double> change)
    {
        var changed = new ColorImage(picture.Width, picture.Height, picture.Pixels);
        for (int i = 0; i < changed.Pixels.Length; i++)
        {
            if (i % 4 != 3)
            {
                double value = change(i / 4 % picture.Width, i / 4 / picture.Width, picture.Pixels[i]);
                changed.Pixels[i] = (byte)Math.Clamp(value + 0.5, 0, 255);
            }
        }

        return changed;
    }

    private static GrayImage Move(GrayImage image, int dx, int dy)
    {
        var moved = new GrayImage(image.Width, image.Height);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            int x = i % image.Width + dx;
            int y = i / image.Width + dy;
            if (x >= 0 && y >= 0 && x < image.Width && y < image.Height)
            {
                moved[x, y] = image.Pixels[i];
            }
        }

        return moved;
    }

    public static void Fill(ColorImage picture, PixelBox box, Rgba color)
    {
        for (int i = 0; i < box.Width * box.Height; i++)
        {
            picture[box.X + i % box.Width, box.Y + i / box.Width] = color;
        }
    }

    /// <summary>Noise with mean 0 and the given standard deviation: the sum of twelve even ones, less six.</summary>
    public static Func<double> Noise(double deviation)
    {
        ulong state = 1;
        return () =>
        {
            double sum = -6;
            for (int i = 0; i < 12; i++)
            {
                state = state * 6364136223846793005 + 1442695040888963407;   // Knuth, MMIX
                sum += (state >> 33) / (double)(1ul << 31);
            }

            return sum * deviation;
        };
    }

    /// <summary>The sum over the ink of its places times its levels, divided by the sum of the levels: column and row.</summary>
    public static (double X, double Y) CenterOfMass(GrayImage image)
    {
        double sum = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            sum += image.Pixels[i];
            x += image.Pixels[i] * (i % image.Width);
            y += image.Pixels[i] * (i / image.Width);
        }

        return (x / sum, y / sum);
    }

    /// <summary>The box of the pixels that are at least so bright.</summary>
    public static PixelBox InkBox(GrayImage image, int least)
    {
        int[] lit = [.. Enumerable.Range(0, image.Pixels.Length).Where(i => image.Pixels[i] >= least)];
        int left = lit.Min(i => i % image.Width);
        int top = lit.Min(i => i / image.Width);
        return new PixelBox(left, top, lit.Max(i => i % image.Width) - left + 1, lit.Max(i => i / image.Width) - top + 1);
    }
}
