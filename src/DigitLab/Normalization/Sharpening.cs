namespace DigitLab;

/// <summary>Makes soft ink definite where the picture has pixels to spare.</summary>
/// <remarks>
/// MNIST was shrunk from bilevel scans, so its strokes are white with a gray edge. A fine picture may have ink of uneven strength
/// (pencil), wide soft edges (blur) and pale lines (ruled paper): its levels are stretched, so that 0.3 and less become 0 and 0.6
/// and more become 1. A picture as coarse as the field keeps its levels.
/// </remarks>
internal static class Sharpening
{
    private const float NoInk = 0.3f;
    private const float FullInk = 0.6f;

    /// <summary>The ink with its levels stretched as much as the fineness allows.</summary>
    /// <param name="ink">The ink; it is not changed.</param>
    /// <param name="oversampling">From 0 to 1, see <see cref="Oversampling.ShareOf"/>.</param>
    internal static InkMap Apply(InkMap ink, float oversampling)
    {
        float low = Oversampling.Mix(oversampling, 0, NoInk);
        float high = Oversampling.Mix(oversampling, 1, FullInk);
        float[] sharp = new float[ink.Levels.Length];
        for (int i = 0; i < sharp.Length; i++)
        {
            sharp[i] = Math.Clamp((ink.Levels[i] - low) / (high - low), 0, 1);
        }

        return new InkMap(ink.Width, ink.Height, sharp, Math.Max(0, ink.Noise - low) / (high - low), ink.Polarity);
    }
}
