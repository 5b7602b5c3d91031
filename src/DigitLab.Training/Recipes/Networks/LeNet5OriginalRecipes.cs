using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary><c>lenet5-original</c>: 99.05% as published, 99.2% with distortions.</summary>
internal static class LeNet5OriginalRecipes
{
    internal static NetworkRecipes Recipes { get; } = new(
        // LeCun 1998, §III.B: 20 passes, digit by digit, rates from 0.0005 down to 0.00001, each weight's divided by its second derivative. That division
        // (stochastic diagonal Levenberg–Marquardt) this trainer has not; batches of 16 by plain SGD, falling by the same factor of 50, stand for it.
        Published: new TrainingConfiguration
        {
            Model = "lenet5-original",
            MaxEpochs = 20,
            BatchSize = 16,
            Optimizer = new SgdSettings(),
            LearningRate = 0.02,
            Schedule = new ExponentialSchedule(0.82),
        },
        Digitlab: OwnRecipe.Plain("lenet5-original", epochs: 40, rate: 0.004) with
        {
            Augmentation = new AugmentationSettings { RotationDegrees = 8, ShiftPixels = 1, ShearDegrees = 4, Zoom = 0.08 },
            Loss = new SoftmaxCrossEntropySettings(),
        },
        Quick: QuickRecipe.For("lenet5-original"));
}
