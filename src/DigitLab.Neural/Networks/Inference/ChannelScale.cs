namespace DigitLab.Neural;

/// <summary>What a batch normalization does at inference: x · factor + shift, with a pair of numbers a channel.</summary>
internal sealed class ChannelScale
{
    /// <summary>A normalization's, as its weights and running statistics are now; nothing, as 1 and 0 for a single channel, for null.</summary>
    internal ChannelScale(BatchNorm? norm)
    {
        int channels = norm?.RunningMean.Value.Length ?? 1;
        (Factor, Shift) = (new double[channels], new double[channels]);
        for (int c = 0; c < channels; c++)
        {
            double inverse = norm is null ? 1 : 1 / Math.Sqrt(norm.RunningVariance.Value.Span[c] + norm.Epsilon);
            Factor[c] = inverse * (norm?.Gamma?.Value.Span[c] ?? 1);
            Shift[c] = norm is null ? 0 : (norm.Beta?.Value.Span[c] ?? 0) - (norm.RunningMean.Value.Span[c] * Factor[c]);
        }
    }

    /// <summary>γ / √(variance + ε) of each channel.</summary>
    internal double[] Factor { get; }

    /// <summary>β − mean · factor.</summary>
    internal double[] Shift { get; }
}
