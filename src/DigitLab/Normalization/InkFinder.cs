using DigitLab.Imaging;

namespace DigitLab;

/// <summary>Tells ink from paper in a picture of any colours, either way round.</summary>
/// <remarks>
/// A pixel's colour minus the paper's colour there is a vector. The pixels where it is long (Otsu's threshold) show the ink, and
/// their mean is the ink's colour relative to the paper. Every pixel's level is its vector's part along that mean, so that
/// the anti-aliased edges keep their share of ink, and what differs from the paper the other way (glare) counts as paper.
/// </remarks>
internal static class InkFinder
{
    // The pen's full strength: all but the darkest twentieth of the ink, which may be spots.
    private const double FullInk = 0.95;

    // Levels of gray by which ink must differ from clean paper, and how many times its noise from paper that is not.
    private const float LeastContrast = 10;
    private const float LeastContrastToNoise = 4;

    /// <summary>The ink of a picture.</summary>
    /// <exception cref="NoInkException">There is none.</exception>
    internal static InkMap Find(ColorImage picture)
    {
        if (Transparency.FindInk(picture, out ColorImage opaque) is { } transparent)
        {
            return transparent;
        }

        PixelBox inside = Frame.Inside(opaque);
        return FindByColor(opaque.Crop(inside)).Embed(inside, opaque.Width, opaque.Height);
    }

    private static InkMap FindByColor(ColorImage picture)
    {
        float[] differences = DifferencesFromPaper(picture);
        float[] direction = InkDirection(differences);
        float[] signed = new float[differences.Length / 3];
        for (int i = 0; i < signed.Length; i++)
        {
            ReadOnlySpan<float> d = differences.AsSpan(3 * i, 3);
            signed[i] = (d[0] * direction[0] + d[1] * direction[1] + d[2] * direction[2]) / 3;
        }

        float threshold = OtsuThreshold.Of(signed, LargestOf(signed));
        float full = Quantile.Of(signed.Where(v => v >= threshold).ToArray(), FullInk);
        float noise = PaperNoise.Of(signed, picture.Width, threshold);
        if (full < LeastContrast || full < LeastContrastToNoise * noise)
        {
            throw new NoInkException(
                $"no ink found: the contrast to the paper is {full:0} of 255 levels, its noise {noise:0.0}: draw darker, or crop to the digit.");
        }

        float floor = 2 * noise;
        float[] levels = new float[signed.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] = Math.Clamp((signed[i] - floor) / (full - floor), 0, 1);
        }

        // The weights of brightness, as in Rgba.Luma.
        bool isDark = 0.299f * direction[0] + 0.587f * direction[1] + 0.114f * direction[2] < 0;
        return new InkMap(
            picture.Width, picture.Height, levels, noise / full, isDark ? InkPolarity.DarkOnLight : InkPolarity.LightOnDark);
    }

    private static float[] DifferencesFromPaper(ColorImage picture)
    {
        Paper paper = Paper.Of(picture);
        float[] differences = new float[3 * picture.Width * picture.Height];
        for (int y = 0; y < picture.Height; y++)
        {
            ReadOnlySpan<byte> row = picture.Row(y);
            for (int x = 0; x < picture.Width; x++)
            {
                for (int c = 0; c < 3; c++)
                {
                    differences[3 * (y * picture.Width + x) + c] = (float)(row[4 * x + c] - paper.At(x, y, c));
                }
            }
        }

        return differences;
    }

    // The mean difference of the pixels that differ much, brought to root mean square 1: of gray pictures (±1, ±1, ±1).
    private static float[] InkDirection(float[] differences)
    {
        float[] lengths = new float[differences.Length / 3];
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = Length(differences[3 * i], differences[3 * i + 1], differences[3 * i + 2]);
        }

        float largest = LargestOf(lengths);
        if (largest == 0)
        {
            throw new NoInkException("no ink found: the picture has a single colour.");
        }

        float threshold = OtsuThreshold.Of(lengths, largest);
        double r = 0;
        double g = 0;
        double b = 0;
        for (int i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] >= threshold)
            {
                r += differences[3 * i];
                g += differences[3 * i + 1];
                b += differences[3 * i + 2];
            }
        }

        // Differences to all sides may cancel out: then nothing is darker or lighter than the paper as a whole.
        float length = Length((float)r, (float)g, (float)b);
        return length > 0
            ? [(float)(r / length), (float)(g / length), (float)(b / length)]
            : throw new NoInkException("no ink found: the picture shows no one colour that stands out from the paper.");
    }

    private static float Length(float r, float g, float b) => MathF.Sqrt((r * r + g * g + b * b) / 3);

    private static float LargestOf(ReadOnlySpan<float> values)
    {
        float largest = 0;
        foreach (float value in values)
        {
            largest = Math.Max(largest, value);
        }

        return largest;
    }
}
