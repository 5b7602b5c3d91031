using DigitLab.Neural;

namespace DigitLab.Zoo;

/// <summary>A small network that learns most of what there is to learn in a single epoch.</summary>
internal static class Fast
{
    internal static ZooModel Model { get; } = new(
        "fast", "two small convolutions, pooled before the rectifier", "the published one-epoch record: 99.04 ± 0.07% in one epoch of batches of 256", Build);

    private static Network Build() => new(
        "fast",
        Digit.Input,
        new Sequential(
            new Conv2D(1, 24, kernelSize: 5),
            new MaxPool2D(2),
            new Relu(),
            new Conv2D(24, 32, kernelSize: 3),
            new MaxPool2D(2),
            new Relu(),
            new Flatten(),
            new Dense(5 * 5 * 32, 256),
            new Relu(),
            new Dense(256, Digit.Classes)));
}
