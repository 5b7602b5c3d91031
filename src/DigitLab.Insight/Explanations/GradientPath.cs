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
    private readonly List<Node> _nodes = [];   // along the way

    /// <summary>Looks at both pictures, and at places between them at equal distances.</summary>
    internal GradientPath(Network network, float[] input, float[] baseline, int digit, Workers workers)
    {
        (_slopes, _input, _baseline, _digit) = (new InputSlopes(network, BatchSize, workers), input, baseline, digit);
        Look([.. Enumerable.Range(0, BatchSize).Select(i => i / (BatchSize - 1.0))]);
    }

    /// <summary>The second picture's score less the first one's.</summary>
    internal float Difference => _nodes[^1].Score - _nodes[0].Score;

    /// <summary>How many intervals there are.</summary>
    internal int Intervals => _nodes.Count - 1;

    /// <summary>How far the sum over all intervals lies from the difference, and the sum of how far each interval's own does.</summary>
    internal (double Sum, double Parts) Misses()
    {
        double sum = 0, parts = 0;
        for (int i = 0; i < Intervals; i++)
        {
            sum += MissOf(i);
            parts += Math.Abs(MissOf(i));
        }

        return (sum, parts);
    }

    /// <summary>Halves the intervals that miss most: as many as are looked at together, or fewer.</summary>
    internal void Refine(int most)
    {
        double[] misses = new double[Intervals], places = new double[Math.Min(Math.Min(most, BatchSize), Intervals)];
        for (int i = 0; i < misses.Length; i++)
        {
            misses[i] = Math.Abs(MissOf(i));
        }

        for (int i = 0; i < places.Length; i++)
        {
            int worst = 0;
            for (int other = 1; other < misses.Length; other++)
            {
                worst = misses[other] > misses[worst] ? other : worst;
            }

            (places[i], misses[worst]) = ((_nodes[worst].Place + _nodes[worst + 1].Place) / 2, -1);
        }

        Look(places);
    }

    /// <summary>The integral of each pixel's slope, times its own way.</summary>
    internal float[] Shares()
    {
        double[] sums = new double[_input.Length];
        for (int i = 0; i < Intervals; i++)
        {
            double half = WidthOf(i) / 2;
            float[] here = _nodes[i].Gradient, there = _nodes[i + 1].Gradient;
            for (int pixel = 0; pixel < sums.Length; pixel++)
            {
                sums[pixel] += half * (here[pixel] + there[pixel]);
            }
        }

        return [.. sums.Select((sum, pixel) => (float)(sum * (_input[pixel] - _baseline[pixel])))];
    }

    private double WidthOf(int interval) => _nodes[interval + 1].Place - _nodes[interval].Place;

    private double MissOf(int interval)
    {
        Node here = _nodes[interval], there = _nodes[interval + 1];
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
            double slope = 0;
            for (int pixel = 0; pixel < pixels; pixel++)
            {
                slope += (double)gradient[pixel] * (_input[pixel] - _baseline[pixel]);
            }

            Insert(new Node(places[i], _slopes.Output.Span[(i * classes) + _digit], slope, gradient));
        }
    }

    private void Insert(Node node)
    {
        int place = _nodes.Count;
        while (place > 0 && _nodes[place - 1].Place > node.Place)
        {
            place--;
        }

        _nodes.Insert(place, node);
    }

    private sealed record Node(double Place, float Score, double Slope, float[] Gradient);
}
