using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>The picture that excites a class most: what the network holds for the purest 7.</summary>
/// <remarks>
/// Ink climbs the slope of the class's score from an empty picture, less λ · Σ ink² / 2; each step is smoothed a little, and ink stays within 0 and 1.
/// Without smoothing the climb finds dust that excites the network as much and shows nothing. Source: Simonyan, Vedaldi, Zisserman 2014, §2, arXiv:1312.6034;
/// smoothing as in Yosinski et al. 2015, §3, arXiv:1506.06579.
/// </remarks>
/// <param name="Digit">The class.</param>
/// <param name="Ink">The picture, from 0 to 1.</param>
/// <param name="Probability">What the network gives the class for it.</param>
public sealed record ExcitingPicture(int Digit, PixelMap Ink, float Probability)
{
    private const int Steps = 80;
    private const float StepLength = 0.6f;
    private const float Decay = 0.02f;

    /// <summary>Climbs.</summary>
    /// <param name="network">The network.</param>
    /// <param name="digit">The class.</param>
    /// <param name="workers">The threads.</param>
    public static ExcitingPicture Of(Network network, int digit, Workers workers)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfNegative(digit);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(digit, network.OutputShape.Count);
        var search = new InkSearch(network, workers);
        float[] ink = new float[network.InputShape.Count];
        for (int step = 0; step < Steps; step++)
        {
            search.Read(ink);
            float[] slope = Smooth(search.SlopeOf(digit), network.InputShape[1]);
            double length = Math.Sqrt(slope.Sum(value => (double)value * value));
            for (int i = 0; i < ink.Length && length > 0; i++)
            {
                ink[i] = Math.Clamp(ink[i] + (StepLength * ((slope[i] / (float)length) - (Decay * ink[i]))), 0, 1);
            }
        }

        search.Read(ink);
        return new ExcitingPicture(digit, search.Map(ink), search.Probabilities()[digit]);
    }

    // 1 2 1 along both axes, a quarter of it each.
    private static float[] Smooth(float[] values, int width)
    {
        float[] across = Along(values, 1, i => i % width > 0, i => i % width < width - 1);
        return Along(across, width, i => i >= width, i => i < values.Length - width);
    }

    private static float[] Along(float[] values, int step, Func<int, bool> hasBefore, Func<int, bool> hasAfter)
    {
        float[] smooth = new float[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            smooth[i] = 0.25f * ((hasBefore(i) ? values[i - step] : 0) + (2 * values[i]) + (hasAfter(i) ? values[i + step] : 0));
        }

        return smooth;
    }
}
