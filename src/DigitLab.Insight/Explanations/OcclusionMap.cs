using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>How much of a class's probability is lost when a square around a pixel is wiped out.</summary>
/// <remarks>Source: Zeiler, Fergus 2014, "Visualizing and understanding convolutional networks", §4.2, arXiv:1311.2901.</remarks>
public static class OcclusionMap
{
    /// <summary>Side of the square if nobody says otherwise: two strokes wide.</summary>
    public const int UsualSide = 5;

    private const int BatchSize = 98;

    /// <summary>Probability of the whole digit less that without the square, at each pixel.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">The digit as the network takes it, normalized.</param>
    /// <param name="empty">An empty picture, normalized: what the square is filled with.</param>
    /// <param name="digit">The class.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="side">Side of the square in pixels, odd and at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The side is even or below 1.</exception>
    public static PixelMap Of(Network network, ReadOnlySpan<float> input, ReadOnlySpan<float> empty, int digit, Workers workers, int side = UsualSide)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (side < 1 || side % 2 == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(side), side, "Occlusion: expected an odd side of at least 1 pixel, so that it has a middle.");
        }

        int height = network.InputShape[0], width = network.InputShape[1], pixels = height * width, half = side / 2;
        NetworkPlan plan = network.ForInference(BatchSize, workers);
        float whole = 0;
        float[] map = new float[pixels];
        for (int first = -1; first < pixels; first += BatchSize)   // number −1 is the whole digit
        {
            for (int i = 0; i < BatchSize; i++)
            {
                Span<float> picture = plan.Input.Span.Slice(i * pixels, pixels);
                input.CopyTo(picture);
                int place = first + i, top = (place / width) - half, left = (place % width) - half;
                for (int y = Math.Max(0, top); place >= 0 && y <= Math.Min(height - 1, top + side - 1); y++)
                {
                    for (int x = Math.Max(0, left); x <= Math.Min(width - 1, left + side - 1); x++)
                    {
                        picture[(y * width) + x] = empty[(y * width) + x];
                    }
                }
            }

            plan.Forward();
            for (int i = 0; i < BatchSize && first + i < pixels; i++)
            {
                float probability = ClassProbabilities.Of(plan.Output, i)[digit];
                (whole, int place) = (first + i < 0 ? probability : whole, first + i);
                if (place >= 0)
                {
                    map[place] = whole - probability;
                }
            }
        }

        return new PixelMap(width, height, map);
    }
}
