namespace DigitLab.Neural;

/// <summary>Logits to probabilities: p_i = e^{z_i} / Σ_j e^{z_j}.</summary>
public static class Softmax
{
    /// <summary>Computes the probabilities of one sample.</summary>
    /// <param name="logits">A number a class.</param>
    /// <param name="probabilities">As many, overwritten; they sum to 1 up to rounding.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Apply(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        if (logits.Length != probabilities.Length)
        {
            throw new ArgumentException($"Softmax: expected as many probabilities as logits, got {probabilities.Length} and {logits.Length}.");
        }

        double sum = SumOfExponentials(logits, out float largest);
        for (int i = 0; i < logits.Length; i++)
        {
            probabilities[i] = (float)(PortableMath.Exp((double)logits[i] - largest) / sum);
        }
    }

    /// <summary>Σ_j e^{z_j − max z}: the largest is taken away first, so that nothing overflows. NaN if any logit is.</summary>
    internal static double SumOfExponentials(ReadOnlySpan<float> logits, out float largest)
    {
        largest = float.NegativeInfinity;
        foreach (float logit in logits)
        {
            largest = logit > largest ? logit : largest;
        }

        double sum = 0;
        foreach (float logit in logits)
        {
            sum += PortableMath.Exp((double)logit - largest);
        }

        return sum;
    }
}
