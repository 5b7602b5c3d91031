using DigitLab.Neural;

namespace DigitLab.Zoo;

/// <summary><see cref="LeNet5Modified"/> on the picture as it is, 24-20-10-8-6-3 pixels from layer to layer, dropping whole channels.</summary>
internal static class LeNet5Modified28
{
    internal static ZooModel Model { get; } = new("lenet5-modified28", "the same without padding, with channel dropout", "the widely copied modification of LeNet-5, on 28×28", Build);

    private static Network Build() => new(
        "lenet5-modified28",
        Digit.Input,
        new Sequential(
            new Conv2D(1, 32, kernelSize: 5),
            new Relu(),
            new Conv2D(32, 32, kernelSize: 5, hasBias: false),
            new BatchNorm(32),
            new Relu(),
            new MaxPool2D(2),
            new ChannelDropout(0.25),
            new Conv2D(32, 64, kernelSize: 3),
            new Relu(),
            new Conv2D(64, 64, kernelSize: 3, hasBias: false),
            new BatchNorm(64),
            new Relu(),
            new MaxPool2D(2),
            new ChannelDropout(0.25),
            new Flatten(),
            new Dense(3 * 3 * 64, 256, hasBias: false),
            new BatchNorm(256),
            new Relu(),
            new Dense(256, 128, hasBias: false),
            new BatchNorm(128),
            new Relu(),
            new Dense(128, 84, hasBias: false),
            new BatchNorm(84),
            new Relu(),
            new Dropout(0.25),
            new Dense(84, Digit.Classes, initializer: Initializer.GlorotUniform)));
}
