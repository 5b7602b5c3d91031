namespace DigitLab.Imaging;

/// <summary>Brings pictures to another size: area averaging when shrinking, bilinear interpolation when enlarging.</summary>
/// <remarks>
/// Columns first, then rows, both as weighted means (which are explained at <c>ResamplingAxis</c>). Only sums, products and
/// quotients in a fixed order, so the result has the same bits on every machine.
/// </remarks>
public static class Resampler
{
    /// <summary>The whole picture at another size.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="width">Columns of the result, at least 1.</param>
    /// <param name="height">Rows of the result, at least 1.</param>
    public static GrayImage Resize(GrayImage picture, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        float[] source = new float[picture.Pixels.Length];
        for (int i = 0; i < source.Length; i++)
        {
            source[i] = picture.Pixels[i];
        }

        float[] target = ResizePlane(source, picture.Width, picture.Height, width, height);
        var resized = new GrayImage(width, height);
        for (int i = 0; i < target.Length; i++)
        {
            resized.Pixels[i] = ToByte(target[i]);
        }

        return resized;
    }

    /// <summary>The whole picture at another size; colours weigh by their opacity, so transparent ones do not bleed in.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="width">Columns of the result, at least 1.</param>
    /// <param name="height">Rows of the result, at least 1.</param>
    public static ColorImage Resize(ColorImage picture, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var resized = new ColorImage(width, height);
        float[] alpha = ResizePlane(Channel(picture, 3), picture.Width, picture.Height, width, height);
        for (int c = 0; c < 3; c++)
        {
            float[] product = ResizePlane(Channel(picture, c), picture.Width, picture.Height, width, height);
            for (int i = 0; i < alpha.Length; i++)
            {
                resized.Pixels[4 * i + c] = alpha[i] > 0 ? ToByte(product[i] / alpha[i]) : (byte)0;
            }
        }

        for (int i = 0; i < alpha.Length; i++)
        {
            resized.Pixels[4 * i + 3] = ToByte(alpha[i]);
        }

        return resized;
    }

    /// <summary>Draws a region of a plane of numbers into a whole target plane.</summary>
    /// <param name="source">sourceWidth · sourceHeight values, row by row; 0 is taken to lie around them.</param>
    /// <param name="sourceWidth">Columns of the source, at least 1.</param>
    /// <param name="sourceHeight">Rows of the source, at least 1.</param>
    /// <param name="region">The part of the source that fills the target; may lie between pixels and reach outside.</param>
    /// <param name="target">Overwritten: targetWidth · targetHeight values, row by row; must not overlap the source.</param>
    /// <param name="targetWidth">Columns of the target, at least 1.</param>
    /// <param name="targetHeight">Rows of the target, at least 1.</param>
    /// <exception cref="ArgumentException">A length does not fit its size.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The region's sides are not above 0, or a size is below 1.</exception>
    public static void Resample(
        ReadOnlySpan<float> source, int sourceWidth, int sourceHeight, PictureRegion region,
        Span<float> target, int targetWidth, int targetHeight)
    {
        RequireLength(source.Length, sourceWidth, sourceHeight, nameof(source));
        RequireLength(target.Length, targetWidth, targetHeight, nameof(target));
        if (!(region.Width > 0 && region.Height > 0 && double.IsFinite(region.X + region.Width) && double.IsFinite(region.Y + region.Height)))
        {
            throw new ArgumentOutOfRangeException(nameof(region), $"Expected a finite region with sides above 0, got {region}.");
        }

        Resample(
            source,
            new ResamplingAxis(region.X, region.Width, sourceWidth, targetWidth, OutsidePixels.Zero),
            new ResamplingAxis(region.Y, region.Height, sourceHeight, targetHeight, OutsidePixels.Zero),
            target);
    }

    private static void Resample(ReadOnlySpan<float> source, ResamplingAxis columns, ResamplingAxis rows, Span<float> target)
    {
        // Neighbouring target rows share source rows: each is narrowed once, and kept while it may be asked for again.
        int kept = rows.MostWeights;
        float[][] narrowed = new float[kept][];
        int done = 0;
        target.Clear();
        for (int y = 0; y < rows.TargetCount; y++)
        {
            Span<float> targetRow = target.Slice(y * columns.TargetCount, columns.TargetCount);
            ReadOnlySpan<float> weights = rows.Weights(y);
            for (int i = 0; i < weights.Length; i++)
            {
                int row = rows.First(y) + i;
                float[] values = narrowed[row % kept] ??= new float[columns.TargetCount];
                if (row >= done)
                {
                    Narrow(source.Slice(row * columns.SourceCount, columns.SourceCount), columns, values);
                    done = row + 1;
                }

                for (int x = 0; x < targetRow.Length; x++)
                {
                    targetRow[x] += weights[i] * values[x];
                }
            }
        }
    }

    private static void Narrow(ReadOnlySpan<float> row, ResamplingAxis columns, Span<float> narrowed)
    {
        for (int x = 0; x < narrowed.Length; x++)
        {
            ReadOnlySpan<float> weights = columns.Weights(x);
            ReadOnlySpan<float> values = row.Slice(columns.First(x), weights.Length);
            float sum = 0;
            for (int i = 0; i < weights.Length; i++)
            {
                sum += weights[i] * values[i];
            }

            narrowed[x] = sum;
        }
    }

    // A whole picture has nothing around it: at its edge the mean is over the pixels that are there.
    private static float[] ResizePlane(float[] source, int sourceWidth, int sourceHeight, int width, int height)
    {
        float[] target = new float[width * height];
        Resample(
            source,
            new ResamplingAxis(0, sourceWidth, sourceWidth, width, OutsidePixels.Absent),
            new ResamplingAxis(0, sourceHeight, sourceHeight, height, OutsidePixels.Absent),
            target);
        return target;
    }

    // The opacity, or a colour channel times the opacity.
    private static float[] Channel(ColorImage picture, int channel)
    {
        ReadOnlySpan<byte> rgba = picture.Pixels;
        float[] plane = new float[rgba.Length / 4];
        for (int i = 0; i < plane.Length; i++)
        {
            plane[i] = channel == 3 ? rgba[4 * i + 3] : rgba[4 * i + channel] * rgba[4 * i + 3];
        }

        return plane;
    }

    private static byte ToByte(float value) => (byte)Math.Clamp(value + 0.5f, 0, 255);

    private static void RequireLength(int length, int width, int height, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (length != (long)width * height)
        {
            throw new ArgumentException($"Expected {width}×{height} values, got {length}.", name);
        }
    }
}
