namespace DigitLab.Insight;

/// <summary>How finely an explanation samples what has no closed form: the finer, the longer it takes.</summary>
/// <param name="MostSteps">Intervals of the integrated gradients at most; where they do not do, the shares' sum misses the difference of scores by more than half a percent.</param>
/// <param name="OcclusionStride">Pixels from one wiped out square to the next, at least 1; between them the map is interpolated.</param>
public sealed record ExplanationSampling(int MostSteps = 8192, int OcclusionStride = 2)
{
    /// <summary>As fine as one sees.</summary>
    public static ExplanationSampling Usual { get; } = new();

    /// <summary>As fine as it gets.</summary>
    public static ExplanationSampling Full { get; } = new(OcclusionStride: 1);

    /// <summary>For whoever moves a slider: never long, and maps that look the same.</summary>
    public static ExplanationSampling Quick { get; } = new(MostSteps: 64);
}
