using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>Each pixel's share in the difference between a digit's score and that of an empty picture.</summary>
/// <remarks>
/// IG_i = (x_i − b_i) · ∫₀¹ ∂score/∂x_i(b + t(x − b)) dt; the shares sum to score(x) − score(b). The integral is taken by trapezoids. How
/// far one of them misses is known, since the slopes along it must give the difference of the scores at its ends; so those that miss most are halved until all
/// together are near enough, after far fewer gradients than equal intervals take. Source: Sundararajan, Taly, Yan 2017, arXiv:1703.01365.
/// </remarks>
/// <param name="Map">The shares.</param>
/// <param name="Difference">score(x) − score(b), to which they should sum.</param>
/// <param name="Steps">How many intervals there were in the end.</param>
public sealed record IntegratedGradients(PixelMap Map, float Difference, int Steps)
{
    private const double SumTolerance = 0.005;    // of the difference: what all miss together
    private const double PartTolerance = 0.05;    // and the sum of what each misses, up or down

    /// <summary>The sum of the shares.</summary>
    public double Sum => Map.Values.Sum(value => (double)value);

    /// <summary>Divides the difference of scores among the pixels.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">The digit as the network takes it, normalized.</param>
    /// <param name="baseline">The picture to start from, normalized too.</param>
    /// <param name="digit">The class.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="mostSteps">With how many intervals to be content, at least 15: where the difference is nearly nothing, none are enough.</param>
    /// <exception cref="ArgumentException">The pictures differ in size from what the network takes.</exception>
    public static IntegratedGradients Of(Network network, ReadOnlySpan<float> input, ReadOnlySpan<float> baseline, int digit, Workers workers, int mostSteps = 8192)
    {
        ArgumentNullException.ThrowIfNull(network);
        int pixels = network.InputShape.Count;
        if (input.Length != pixels || baseline.Length != pixels)
        {
            throw new ArgumentException($"{network.Name}: expected a digit and a baseline of {pixels} numbers, got {input.Length} and {baseline.Length}.", nameof(input));
        }

        var path = new GradientPath(network, input.ToArray(), baseline.ToArray(), digit, workers);
        while (path.Intervals < mostSteps && MissesMuch(path))
        {
            path.Refine(mostSteps - path.Intervals);
        }

        return new IntegratedGradients(new PixelMap(network.InputShape[1], network.InputShape[0], path.Shares()), path.Difference, path.Intervals);
    }

    // False where a score is not a number: no interval is short enough to mend that.
    private static bool MissesMuch(GradientPath path)
    {
        (double sum, double parts) = path.Misses();
        double difference = Math.Abs(path.Difference);
        return Math.Abs(sum) > SumTolerance * difference || parts > PartTolerance * difference;
    }
}
