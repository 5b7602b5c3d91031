using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>99% in one epoch and well under a second. What each choice gave is measured in <c>docs/race.md</c>.</summary>
internal static class RaceTo99
{
    internal static RaceRecipe Recipe { get; } = new(
        Target: 99,
        Seeds: 30,
        Side: 24,   // the ink's box is 20×20: two pixels around it are enough, and a quarter of the work is gone
        Build,
        new TrainingConfiguration
        {
            Model = "race-99",
            ValidationCount = 0,
            MaxEpochs = 1,
            BatchSize = 256,   // 128 gives 0.05 points more and takes a quarter longer
            Optimizer = new MuonSettings(Momentum: 0.85) { IsDecoupled = true },   // Adam gives 0.1 points less at its best rate, Nesterov's momentum 0.3
            LearningRate = 0.15,
            Schedule = new OneCycleSchedule(RiseFraction: 0.2, StartDivisor: 5, FinalDivisor: 1000),   // a constant rate costs 0.2 points
            Loss = new SoftmaxCrossEntropySettings(LabelSmoothing: 0.1),   // worth 0.25 points
        });

    private static Network Build(int side) => new(
        "race-99",
        new Shape(side, side, 1),
        new Sequential(
            new Conv2D(1, 32, kernelSize: 5, stride: 2, hasBias: false),   // a wide window in strides of 2: all later layers see a quarter of the pixels
            new MaxPool2D(2),                                              // pooled at once, so that what follows touches 5×5 pixels instead of 10×10
            new BatchNorm(32),
            new Relu(),
            new Conv2D(32, 16, kernelSize: 2, hasBias: false),             // one vector of channels: 32 give 0.04 points more for half as much work again
            new BatchNorm(16),
            new Relu(),
            new Flatten(),
            new Dense(4 * 4 * 16, 96, hasBias: false),                     // cheap beside the convolutions, and worth 0.2 points
            new BatchNorm(96),
            new Relu(),
            new Dense(96, 10)));
}
