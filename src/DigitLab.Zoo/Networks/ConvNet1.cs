using DigitLab.Neural;

namespace DigitLab.Zoo;

/// <summary>One wide convolution and one wide dense layer: the network with which courses on convolutional networks begin.</summary>
internal static class ConvNet1
{
    internal static ZooModel Model { get; } = new(
        "convnet1", "one convolution of 32 channels 7×7, one dense layer of 500", "the three-layer network of Stanford's course CS231n", Build);

    private static Network Build() => new(
        "convnet1",
        Digit.Input,
        new Sequential(
            new Conv2D(1, 32, kernelSize: 7, padding: 3),
            new Relu(),
            new MaxPool2D(2),
            new Flatten(),
            new Dense(14 * 14 * 32, 500),
            new Relu(),
            new Dense(500, Digit.Classes)));
}
