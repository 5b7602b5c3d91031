using DigitLab.Neural;

namespace DigitLab.Zoo;

/// <summary>Two pairs of 3×3 convolutions with batch normalization, then one dense layer: LeNet-5 in the manner of VGG.</summary>
/// <remarks>Convolutions and the first dense layer have no bias, for a batch normalization follows and would take it away again.</remarks>
internal static class LeNet53
{
    internal static ZooModel Model { get; } = new("lenet53", "four convolutions 3×3 in pairs, batch normalization, dropout", "the published lenet53 family: 39 errors; after Simonyan, Zisserman 2015, arXiv:1409.1556", Build);

    /// <summary>The layers behind a transformer, or behind nothing: 271,530 parameters.</summary>
    internal static Layer[] Layers() =>
    [
        new Conv2D(1, 32, kernelSize: 3, padding: 2, hasBias: false),
        new BatchNorm(32),
        new Relu(),
        new Conv2D(32, 32, kernelSize: 3, hasBias: false),
        new BatchNorm(32),
        new Relu(),
        new MaxPool2D(2),
        new Conv2D(32, 64, kernelSize: 3, hasBias: false),
        new BatchNorm(64),
        new Relu(),
        new Conv2D(64, 64, kernelSize: 3, hasBias: false),
        new BatchNorm(64),
        new Relu(),
        new MaxPool2D(2),
        new Dropout(0.25),
        new Flatten(),
        new Dense(5 * 5 * 64, 128, hasBias: false),
        new BatchNorm(128),
        new Relu(),
        new Dropout(0.5),
        new Dense(128, Digit.Classes, initializer: Initializer.GlorotUniform),
    ];

    private static Network Build() => new("lenet53", Digit.Input, new Sequential(Layers()));
}
