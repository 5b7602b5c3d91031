using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>Augmentation as settings say: each digit draws its own amounts within their bounds, anew in every epoch.</summary>
/// <remarks>What becomes of a picture depends on the settings, the key and the picture alone, on every machine and any thread.</remarks>
/// <param name="settings">The bounds; in their ranges.</param>
/// <exception cref="ArgumentException">A bound is out of its range.</exception>
public sealed class DigitAugmentation(AugmentationSettings settings) : IAugmentation
{
    private readonly AugmentationSettings _settings = settings.Checked();

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<byte> image, int height, int width, Span<byte> output, RandomKey key)
    {
        RandomSource random = key.Open();
        Distortion distortion = Distortion.Draw(_settings, height, width, ref random);
        DigitDistorter.Apply(image, height, width, distortion, ref random, output);
    }
}
