using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>What our recipes share: one cycle of the rate, smoothed labels, digits that are turned, shifted, slanted and zoomed, averaged weights.</summary>
/// <remarks>
/// Each part was chosen on held-out training digits; <c>docs/race.md</c> has the tables. Label smoothing: Szegedy et al. 2016, §7. One cycle: Smith,
/// Topin 2018. The average's decay of 0.998 looks back over 500 steps, two epochs, which at the end of the cycle hardly differ.
/// </remarks>
internal static class OwnRecipe
{
    /// <summary>The augmentation of a network that has room for it.</summary>
    internal static AugmentationSettings Augmentation { get; } = new() { RotationDegrees = 10, ShiftPixels = 2, ShearDegrees = 5, Zoom = 0.1 };

    /// <summary>For a network with batch normalization: Muon, whose one cycle gains 0.1 points over Adam's.</summary>
    internal static TrainingConfiguration Normalized(string model, int epochs) => new()
    {
        Model = model,
        MaxEpochs = epochs,
        BatchSize = 256,
        Optimizer = new MuonSettings(Momentum: 0.9) { IsDecoupled = true },
        LearningRate = 0.08,
        Schedule = new OneCycleSchedule(RiseFraction: 0.2, StartDivisor: 5, FinalDivisor: 1000),
        Loss = new SoftmaxCrossEntropySettings(LabelSmoothing: 0.1),
        AverageDecay = 0.998,
        Keep = KeptEpoch.Last,
        Augmentation = Augmentation,
    };

    /// <summary>For a network without batch normalization, or with matrices too large for Muon: Adam, at a gentler rate.</summary>
    internal static TrainingConfiguration Plain(string model, int epochs, double rate) => new()
    {
        Model = model,
        MaxEpochs = epochs,
        BatchSize = 128,
        Optimizer = new AdamSettings(),
        LearningRate = rate,
        Schedule = new OneCycleSchedule(RiseFraction: 0.2),
        Loss = new SoftmaxCrossEntropySettings(LabelSmoothing: 0.1),
        AverageDecay = 0.998,
        Keep = KeptEpoch.Last,
        Augmentation = Augmentation,
    };
}
