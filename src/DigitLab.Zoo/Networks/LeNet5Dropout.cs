using DigitLab.Neural;

namespace DigitLab.Zoo;

/// <summary>Two pooled convolutions with channel dropout and batch normalization, then a dense layer.</summary>
internal static class LeNet5Dropout
{
    internal static ZooModel Model { get; } = new("lenet5-dropout", "two convolutions, dropout before each normalization", "the network behind a published live demonstration", Build);

    private static Network Build() => new(
        "lenet5-dropout",
        Digit.Input,
        new Sequential(
            new Conv2D(1, 32, kernelSize: 5),
            new MaxPool2D(2),
            new ChannelDropout(0.5),
            new BatchNorm(32),
            new Relu(),
            new Conv2D(32, 64, kernelSize: 5),
            new MaxPool2D(2),
            new ChannelDropout(0.5),
            new BatchNorm(64),
            new Relu(),
            new Flatten(),
            new Dense(4 * 4 * 64, 128),
            new Dropout(0.5),
            new BatchNorm(128),
            new Relu(),
            new Dense(128, Digit.Classes, initializer: Initializer.GlorotUniform)));
}
