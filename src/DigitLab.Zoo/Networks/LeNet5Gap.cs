using DigitLab.Neural;

namespace DigitLab.Zoo;

/// <summary>Only convolutions up to a global average: what each class looks at can be read from the last feature maps.</summary>
/// <remarks>Normalization comes before pooling, the rectifier behind it. No bias before a batch normalization.</remarks>
internal static class LeNet5Gap
{
    internal static ZooModel Model { get; } = new("lenet5-gap", "convolutions and a global average, for class activation maps", "the class-activation-map network of the lenet53 family; Zhou et al. 2016, arXiv:1512.04150", Build);

    private static Network Build() => new(
        "lenet5-gap",
        Digit.Input,
        new Sequential(
            new Conv2D(1, 32, kernelSize: 5, hasBias: false),
            new BatchNorm(32),
            new Relu(),
            new Conv2D(32, 32, kernelSize: 5, hasBias: false),
            new BatchNorm(32),
            new MaxPool2D(2),
            new Relu(),
            new Conv2D(32, 64, kernelSize: 3, hasBias: false),
            new BatchNorm(64),
            new Relu(),
            new Conv2D(64, 64, kernelSize: 3, hasBias: false),
            new BatchNorm(64),
            new MaxPool2D(2),
            new Relu(),
            new Conv2D(64, 256, kernelSize: 1, hasBias: false),
            new BatchNorm(256),
            new Relu(),
            new GlobalAveragePool2D(),
            new Dropout(0.5),
            new Dense(256, Digit.Classes, initializer: Initializer.GlorotUniform)));
}
