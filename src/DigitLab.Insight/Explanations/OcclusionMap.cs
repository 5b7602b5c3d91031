using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>How much of a class's probability is lost when a square around a pixel is wiped out.</summary>
/// <remarks>Source: Zeiler, Fergus 2014, "Visualizing and understanding convolutional networks", §4.2, arXiv:1311.2901.</remarks>
public static class OcclusionMap
{
    /// <summary>Side of the square if nobody says otherwise: two strokes wide.</summary>
    public const int UsualSide = 5;

    private const int BatchSize = 99;

    /// <summary>Probability of the whole digit less that without the square, at each pixel.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">The digit as the network takes it, normalized.</param>
    /// <param name="empty">An empty picture, normalized: what the square is filled with.</param>
    /// <param name="digit">The class.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="side">Side of the square in pixels, odd and at least 1.</param>
    /// <param name="stride">Pixels from one square's middle to the next one's; between them the map is interpolated.</param>
    /// <exception cref="ArgumentOutOfRangeException">The side is even or below 1, or the stride is below 1.</exception>
    public static PixelMap Of(
        Network network, ReadOnlySpan<float> input, ReadOnlySpan<float> empty, int digit, Workers workers, int side = UsualSide, int stride = 1)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (side < 1 || side % 2 == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(side), side, "Occlusion: expected an odd side of at least 1 pixel, so that it has a middle.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        int height = network.InputShape[0], width = network.InputShape[1], pixels = height * width, half = side / 2;
        int columns = ((width - 1) / stride) + 1, rows = ((height - 1) / stride) + 1;
        NetworkPlan plan = network.ForInference(BatchSize, workers);
        float whole = 0;
        float[] map = new float[columns * rows];
        for (int first = -1; first < map.Length; first += BatchSize)   // number −1 is the whole digit
        {
            for (int i = 0; i < BatchSize; i++)
            {
                Span<float> picture = plan.Input.Span.Slice(i * pixels, pixels);
                input.CopyTo(picture);
                int place = first + i, top = (stride * (place / columns)) - half, left = (stride * (place % columns)) - half;
                for (int y = Math.Max(0, top); place >= 0 && y <= Math.Min(height - 1, top + side - 1); y++)
                {
                    for (int x = Math.Max(0, left); x <= Math.Min(width - 1, left + side - 1); x++)
                    {
                        picture[(y * width) + x] = empty[(y * width) + x];
                    }
                }
            }

            plan.Forward();
            for (int i = 0; i < BatchSize && first + i < map.Length; i++)
            {
                float probability = ClassProbabilities.Of(plan.Output, i)[digit];
                (whole, int place) = (first + i < 0 ? probability : whole, first + i);
                if (place >= 0)
                {
                    map[place] = whole - probability;
                }
            }
        }

        var sampled = new PixelMap(columns, rows, map);
        return stride == 1 ? sampled : Interpolated(sampled, width, height, stride);
    }

    // Bilinear between the squares' middles, and constant beyond the last.
    private static PixelMap Interpolated(PixelMap map, int width, int height, int stride)
    {
        float[] values = new float[width * height];
        for (int i = 0; i < values.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, width);
            int left = x / stride, right = Math.Min(left + 1, map.Width - 1), top = y / stride, bottom = Math.Min(top + 1, map.Height - 1);
            float across = (float)(x % stride) / stride, down = (float)(y % stride) / stride;
            float upper = map[left, top] + (across * (map[right, top] - map[left, top])), lower = map[left, bottom] + (across * (map[right, bottom] - map[left, bottom]));
            values[i] = upper + (down * (lower - upper));
        }

        return new PixelMap(width, height, values);
    }
}
