using DigitLab.Neural;

namespace DigitLab.Insight;

/// <summary>From scores to probabilities.</summary>
internal static class ClassProbabilities
{
    /// <summary>The probabilities of one sample of a batch of scores.</summary>
    internal static float[] Of(Tensor scores, int sample = 0)
    {
        int classes = scores.Shape[1];
        float[] probabilities = new float[classes];
        Softmax.Apply(scores.Span.Slice(sample * classes, classes), probabilities);
        return probabilities;
    }
}
