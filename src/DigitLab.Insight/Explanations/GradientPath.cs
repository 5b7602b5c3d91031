using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>A class's score and its gradient at places on the straight way from one picture to another, denser where trapezoids miss the score.</summary>
internal sealed class GradientPath
{
    private const int BatchSize = 16;

    private readonly InputSlopes _slopes;
    private readonly float[] _input;
    private readonly float[] _baseline;
    private readonly int _digit;
    private readonly SortedList<double, Node> _nodes = [];

    /// <summary>Looks at both pictures, and at places between them at equal distances.</summary>
    internal GradientPath(Network network, float[] input, float[] baseline, int digit, Workers workers)
    {
        (_slopes, _input, _baseline, _digit) = (new InputSlopes(network, BatchSize, workers), input, baseline, digit);
        Look([.. Enumerable.Range(0, BatchSize).Select(i => i / (BatchSize - 1.0))]);
    }

    /// <summary>The second picture's score less the first one's.</summary>
    internal float Difference => _nodes.Values[^1].Score - _nodes.Values[0].Score;

    /// <summary>How many intervals there are.</summary>
    internal int Intervals => _nodes.Count - 1;

    /// <summary>How far the sum over all intervals lies from the difference.</summary>
    internal double Miss => Enumerable.Range(0, Intervals).Sum(MissOf);

    /// <summary>The sum of how far each interval's own lies from its difference.</summary>
    internal double PartialMisses => Enumerable.Range(0, Intervals).Sum(i => Math.Abs(MissOf(i)));

    /// <summary>Halves the intervals that miss most: as many as are looked at together, or fewer.</summary>
    internal void Refine(int most) => Look(
    [
        .. Enumerable.Range(0, Intervals).OrderByDescending(i => Math.Abs(MissOf(i))).Take(Math.Min(most, BatchSize)).Select(i => (_nodes.Keys[i] + _nodes.Keys[i + 1]) / 2),
    ]);

    /// <summary>The integral of each pixel's slope, times its own way.</summary>
    internal float[] Shares()
    {
        double[] sums = new double[_input.Length];
        for (int i = 0; i < Intervals; i++)
        {
            double half = WidthOf(i) / 2;
            float[] here = _nodes.Values[i].Gradient, there = _nodes.Values[i + 1].Gradient;
            for (int pixel = 0; pixel < sums.Length; pixel++)
            {
                sums[pixel] += half * (here[pixel] + there[pixel]);
            }
        }

        return [.. sums.Select((sum, pixel) => (float)(sum * (_input[pixel] - _baseline[pixel])))];
    }

    private double WidthOf(int interval) => _nodes.Keys[interval + 1] - _nodes.Keys[interval];

    private double MissOf(int interval)
    {
        Node here = _nodes.Values[interval], there = _nodes.Values[interval + 1];
        return (WidthOf(interval) * (here.Slope + there.Slope) / 2) - (there.Score - here.Score);
    }

    // Places beyond the last repeat it: a batch has one size.
    private void Look(double[] places)
    {
        int pixels = _input.Length, classes = _slopes.Output.Shape[1];
        for (int i = 0; i < _slopes.Input.Length; i++)
        {
            int pixel = i % pixels;
            float place = (float)places[Math.Min(i / pixels, places.Length - 1)];
            _slopes.Input.Span[i] = _baseline[pixel] + (place * (_input[pixel] - _baseline[pixel]));
        }

        _slopes.Forward();
        _slopes.Backward(_digit);
        for (int i = 0; i < places.Length; i++)
        {
            float[] gradient = _slopes.InputGradient.Span.Slice(i * pixels, pixels).ToArray();
            double slope = gradient.Select((value, pixel) => (double)value * (_input[pixel] - _baseline[pixel])).Sum();
            _nodes[places[i]] = new Node(_slopes.Output.Span[(i * classes) + _digit], slope, gradient);
        }
    }

    private sealed record Node(float Score, double Slope, float[] Gradient);
}
