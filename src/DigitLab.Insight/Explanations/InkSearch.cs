using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>A network as a function of ink, from 0 to 1 at each pixel, with gradients: for searches among pictures.</summary>
internal sealed class InkSearch
{
    private readonly InputSlopes _slopes;
    private readonly float[] _shift;    // the network's input for no ink
    private readonly float[] _factor;   // what full ink adds to it

    internal InkSearch(Network network, Workers workers)
    {
        _slopes = new InputSlopes(network, 1, workers);
        int pixels = network.InputShape.Count;
        byte[] full = new byte[pixels];
        full.AsSpan().Fill(255);
        (_shift, _factor) = (new float[pixels], new float[pixels]);
        network.Normalization.Apply(new byte[pixels], _shift);
        network.Normalization.Apply(full, _factor);
        for (int i = 0; i < pixels; i++)
        {
            _factor[i] -= _shift[i];
        }
    }

    /// <summary>Bytes as ink.</summary>
    internal static float[] InkOf(ReadOnlySpan<byte> pixels)
    {
        float[] ink = new float[pixels.Length];
        for (int i = 0; i < ink.Length; i++)
        {
            ink[i] = pixels[i] / 255f;
        }

        return ink;
    }

    /// <summary>Ink as a map of the picture's size.</summary>
    internal PixelMap Map(float[] ink) => new(_slopes.Input.Shape[2], _slopes.Input.Shape[1], ink);

    /// <summary>The class with the highest score; the scores stay for what follows.</summary>
    internal int Read(float[] ink)
    {
        for (int i = 0; i < ink.Length; i++)
        {
            _slopes.Input.Span[i] = (ink[i] * _factor[i]) + _shift[i];
        }

        _slopes.Forward();
        return _slopes.Output.Span.IndexOf(Highest(_slopes.Output.Span));
    }

    /// <summary>How far a class's score lies above the highest other one, of the picture that was read last: above 0 where that class is read.</summary>
    internal float LeadOf(int digit)
    {
        Span<float> scores = _slopes.Output.Span;
        float score = scores[digit];
        scores[digit] = float.NegativeInfinity;
        float lead = score - Highest(scores);
        scores[digit] = score;
        return lead;
    }

    /// <summary>The probabilities of the picture that was read last.</summary>
    internal float[] Probabilities() => ClassProbabilities.Of(_slopes.Output);

    /// <summary>How far the other class's score lies above the target's, of the picture that was read last, and along what change of ink the gap closes.</summary>
    internal (float Gap, float[] Gradient) GapTo(int target, int other)
    {
        float gap = _slopes.Output.Span[other] - _slopes.Output.Span[target];
        Span<float> gradient = _slopes.OutputGradient.Span;
        gradient.Clear();
        (gradient[target], gradient[other]) = (1, -1);
        _slopes.Backward();
        return (gap, ByInk());
    }

    /// <summary>The slope of a class's score along each pixel's ink, of the picture that was read last.</summary>
    internal float[] SlopeOf(int digit)
    {
        _slopes.Backward(digit);
        return ByInk();
    }

    private float[] ByInk()
    {
        float[] slopes = _slopes.InputGradient.Span.ToArray();
        for (int i = 0; i < slopes.Length; i++)
        {
            slopes[i] *= _factor[i];
        }

        return slopes;
    }

    private static float Highest(ReadOnlySpan<float> scores)
    {
        float highest = scores[0];
        foreach (float score in scores)
        {
            highest = Math.Max(highest, score);
        }

        return highest;
    }
}
