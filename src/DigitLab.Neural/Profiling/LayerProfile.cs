namespace DigitLab.Neural;

/// <summary>What one layer costs for a batch: medians over the repeats.</summary>
/// <param name="Name">The layer's name in its network: <c>conv1</c>.</param>
/// <param name="Description">Its line in a summary: <c>Conv2D 1→6, 5×5, stride 1, padding 2, 156 weights</c>.</param>
/// <param name="OutputShape">What it makes of one sample.</param>
/// <param name="MultiplyAdds">Multiply-adds of its plain algorithm forward, for the whole batch.</param>
/// <param name="NeedsInputGradient">Whether its backward pass carries the gradient on to a layer before it: all but the first one's do.</param>
/// <param name="ForwardMs">Milliseconds forward in training.</param>
/// <param name="BackwardMs">Milliseconds backward.</param>
/// <param name="InferenceMs">Milliseconds forward at inference.</param>
public sealed record LayerProfile(
    string Name,
    string Description,
    Shape OutputShape,
    long MultiplyAdds,
    bool NeedsInputGradient,
    double ForwardMs,
    double BackwardMs,
    double InferenceMs)
{
    /// <summary>Milliseconds forward and backward.</summary>
    public double TrainingMs => ForwardMs + BackwardMs;

    /// <summary>Effective GFLOP/s in training: two operations for each multiply-add of the plain algorithm, once forward, once for the weights' gradient and once for the input's; null where there is nothing to multiply.</summary>
    public double? TrainingGflops => Gflops((NeedsInputGradient ? 3 : 2) * MultiplyAdds, TrainingMs);

    /// <summary>Effective GFLOP/s at inference; null where there is nothing to multiply.</summary>
    public double? InferenceGflops => Gflops(MultiplyAdds, InferenceMs);

    private static double? Gflops(long multiplyAdds, double milliseconds) =>
        multiplyAdds > 0 && milliseconds > 0 ? 2e-6 * multiplyAdds / milliseconds : null;
}
