using DigitLab.Imaging;
using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Makes a picture of ink and paper: light, shadow, blur and noise.</summary>
internal static class PageCamera
{
    private const double PrintedRed = 0.55, PrintedGreen = 0.68, PrintedBlue = 0.95;   // bluish, as school paper is printed

    /// <summary>The picture.</summary>
    /// <param name="ink">What was written.</param>
    /// <param name="printed">What was printed on the paper before.</param>
    /// <param name="look">Colours, light and camera.</param>
    /// <param name="random">Where grain, light's direction and noise come from.</param>
    internal static ColorImage Take(InkPlane ink, InkPlane printed, PageLook look, ref RandomSource random)
    {
        (int width, int height) = (ink.Width, ink.Height);
        AddGrain(ink, look.Grain, ref random);
        Blur(ink.Levels, width, height, look.Blur);
        Blur(printed.Levels, width, height, look.Blur);
        var light = new PageLight(look, width, height, ref random);
        var picture = new ColorImage(width, height);
        uint[] words = new uint[width];
        for (int y = 0; y < height; y++)
        {
            Span<byte> row = picture.Row(y);
            random.Fill(words);
            for (int x = 0; x < width; x++)
            {
                double level = light.At(x, y), noise = look.Noise * Bell(words[x]);
                float covered = ink.Levels[(y * width) + x], line = (float)look.LineStrength * printed.Levels[(y * width) + x];
                row[4 * x] = Channel(look.PaperColor.R, look.InkColor.R, PrintedRed);
                row[(4 * x) + 1] = Channel(look.PaperColor.G, look.InkColor.G, PrintedGreen);
                row[(4 * x) + 2] = Channel(look.PaperColor.B, look.InkColor.B, PrintedBlue);
                row[(4 * x) + 3] = 255;

                byte Channel(byte paper, byte pen, double print)
                {
                    double color = paper * (1 - (line * (1 - (0.5 * print))));
                    color += covered * (pen - color);
                    return (byte)Math.Clamp((color * level) + noise + 0.5, 0, 255);
                }
            }
        }

        return look.IsInverted ? picture.Invert() : picture;
    }

    // Four bytes' sum is nearly normal; brought to deviation 1.
    private static double Bell(uint word) =>
        ((double)((word & 255) + ((word >> 8) & 255) + ((word >> 16) & 255) + (word >> 24)) - 510) / 147.8;

    private static void AddGrain(InkPlane ink, double grain, ref RandomSource random)
    {
        for (int i = 0; grain > 0 && i < ink.Levels.Length; i++)
        {
            if (ink.Levels[i] > 0)
            {
                ink.Levels[i] *= (float)(1 - (grain * random.NextDouble()));
            }
        }
    }

    // Three means over a window, along rows and columns, are nearly a Gaussian.
    private static void Blur(float[] plane, int width, int height, double deviation)
    {
        int radius = (int)Math.Round(deviation);
        for (int round = 0; radius > 0 && round < 3; round++)
        {
            for (int y = 0; y < height; y++)
            {
                Mean(plane, y * width, 1, width, radius);
            }

            for (int x = 0; x < width; x++)
            {
                Mean(plane, x, width, height, radius);
            }
        }
    }

    private static void Mean(float[] plane, int start, int step, int count, int radius)
    {
        Span<float> line = count <= 1024 ? stackalloc float[count] : new float[count];
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            line[i] = plane[start + (i * step)];
        }

        for (int i = -radius; i < count; i++)
        {
            sum += i + radius < count ? line[i + radius] : 0;
            sum -= i - radius - 1 >= 0 ? line[i - radius - 1] : 0;
            if (i >= 0)
            {
                plane[start + (i * step)] = (float)(sum / ((2 * radius) + 1));
            }
        }
    }
}
