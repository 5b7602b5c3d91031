using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>From scores to probabilities.</summary>
internal static class ClassProbabilities
{
    /// <summary>The probabilities of one sample of a batch of scores.</summary>
    internal static float[] Of(Tensor scores, int sample = 0)
    {
        int classes = scores.Shape[1];
        return Of(scores.Span.Slice(sample * classes, classes));
    }

    /// <summary>The probabilities of one sample's scores.</summary>
    internal static float[] Of(ReadOnlySpan<float> scores)
    {
        float[] probabilities = new float[scores.Length];
        Softmax.Apply(scores, probabilities);
        return probabilities;
    }
}
