namespace DigitLab.Data;

/// <summary>What batches are made of.</summary>
/// <param name="BatchSize">Digits in a batch; at least 1.</param>
/// <param name="Seed">The run's seed, for the order and the augmentation.</param>
/// <param name="IsShuffled">Whether each epoch has a random order of its own; else the dataset's.</param>
/// <param name="DropsLast">Whether the digits left over after the last full batch of an epoch are left out; else they are a smaller batch.</param>
/// <param name="Augmentation">What changes each digit before it is normalized, if anything.</param>
/// <param name="MixingAlpha">The α of the shares in which each digit is mixed with another (<see cref="AugmentationSettings.MixingAlpha"/>); 0 for none.</param>
public sealed record BatchSettings(
    int BatchSize,
    ulong Seed = 0,
    bool IsShuffled = true,
    bool DropsLast = false,
    IAugmentation? Augmentation = null,
    double MixingAlpha = 0);
