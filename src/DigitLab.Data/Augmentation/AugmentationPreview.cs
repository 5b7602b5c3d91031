using DigitLab.Imaging;
using DigitLab.Neural;

namespace DigitLab.Data;

/// <summary>What augmentation makes of one digit, to be looked at.</summary>
public static class AugmentationPreview
{
    /// <summary>A digit as a training with this seed sees it in its first epochs.</summary>
    /// <param name="digits">The digits, from which those to mix with come too.</param>
    /// <param name="index">The digit's place among them.</param>
    /// <param name="settings">The bounds.</param>
    /// <param name="seed">The training's seed.</param>
    /// <param name="epochs">How many pictures; at least 1.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such digit, or no epoch.</exception>
    public static IReadOnlyList<GrayImage> Of(DigitDataset digits, int index, AugmentationSettings settings, ulong seed, int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, digits.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        var augmentation = new DigitAugmentation(settings);
        var pictures = new GrayImage[epochs];
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            pictures[epoch] = Changed(index, epoch);
            if (settings.MixingAlpha > 0)
            {
                var mixing = DigitMixing.Draw(settings.MixingAlpha, digits.Count, new RandomKey(seed, RandomPurpose.Mixing, epoch, index));
                mixing.Apply(pictures[epoch].Pixels, Changed(mixing.Other, epoch).Pixels);
            }
        }

        return pictures;

        GrayImage Changed(int place, int epoch)
        {
            var picture = new GrayImage(digits.Width, digits.Height);
            augmentation.Apply(
                digits.Image(place), digits.Height, digits.Width, picture.Pixels, new RandomKey(seed, RandomPurpose.Augmentation, epoch, place));
            return picture;
        }
    }
}
