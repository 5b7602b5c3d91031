using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>Each pixel's share in the difference between a digit's score and that of an empty picture.</summary>
/// <remarks>
/// IG_i = (x_i − b_i) · ∫₀¹ ∂score/∂x_i(b + t(x − b)) dt; the shares sum to score(x) − score(b). The integral is a mean over the middles of
/// equal intervals; there are twice as many again and again until the sum is met to half a percent. Source: Sundararajan, Taly, Yan 2017, arXiv:1703.01365.
/// </remarks>
/// <param name="Map">The shares.</param>
/// <param name="Difference">score(x) − score(b), to which they should sum.</param>
/// <param name="Steps">How many intervals there were in the end.</param>
public sealed record IntegratedGradients(PixelMap Map, float Difference, int Steps)
{
    private const int FewestSteps = 64;
    private const double Tolerance = 0.005;
    private const int BatchSize = 32;

    /// <summary>The sum of the shares.</summary>
    public double Sum => Map.Values.Sum(value => (double)value);

    /// <summary>Divides the difference of scores among the pixels.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">The digit as the network takes it, normalized.</param>
    /// <param name="baseline">The picture to start from, normalized too.</param>
    /// <param name="digit">The class.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="mostSteps">With how many intervals to be content, at least 64: where the difference is nearly nothing, none are enough.</param>
    /// <exception cref="ArgumentException">The pictures differ in size from what the network takes.</exception>
    public static IntegratedGradients Of(Network network, ReadOnlySpan<float> input, ReadOnlySpan<float> baseline, int digit, Workers workers, int mostSteps = 8192)
    {
        ArgumentNullException.ThrowIfNull(network);
        int pixels = network.InputShape.Count, classes = network.OutputShape.Count;
        if (input.Length != pixels || baseline.Length != pixels)
        {
            throw new ArgumentException($"{network.Name}: expected a digit and a baseline of {pixels} numbers, got {input.Length} and {baseline.Length}.", nameof(input));
        }

        var trace = new NetworkTrace(network, BatchSize, workers);
        input.CopyTo(trace.Input.Span);
        baseline.CopyTo(trace.Input.Span[pixels..]);
        trace.Forward();
        float difference = trace.Output.Span[digit] - trace.Output.Span[classes + digit];
        for (int steps = FewestSteps; ; steps *= 2)
        {
            var map = new PixelMap(network.InputShape[1], network.InputShape[0], Shares(trace, input, baseline, digit, steps));
            var shares = new IntegratedGradients(map, difference, steps);
            if (2 * steps > mostSteps || Math.Abs(shares.Sum - difference) <= Tolerance * Math.Abs(difference))
            {
                return shares;
            }
        }
    }

    private static float[] Shares(NetworkTrace trace, ReadOnlySpan<float> input, ReadOnlySpan<float> baseline, int digit, int steps)
    {
        int pixels = input.Length;
        double[] sums = new double[pixels];
        for (int first = 0; first < steps; first += BatchSize)
        {
            for (int i = 0; i < trace.Input.Length; i++)
            {
                float part = (first + (i / pixels) + 0.5f) / steps;
                trace.Input.Span[i] = baseline[i % pixels] + (part * (input[i % pixels] - baseline[i % pixels]));
            }

            trace.Forward();
            trace.Backward(digit);
            for (int i = 0; i < trace.Input.Length; i++)
            {
                sums[i % pixels] += trace.InputGradient.Span[i];
            }
        }

        float[] shares = new float[pixels];
        for (int i = 0; i < pixels; i++)
        {
            shares[i] = (float)((input[i] - baseline[i]) * sums[i] / steps);
        }

        return shares;
    }
}
