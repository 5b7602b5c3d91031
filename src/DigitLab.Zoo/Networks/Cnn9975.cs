using DigitLab.Neural;

namespace DigitLab.Zoo;

/// <summary>Seven convolutions, the third and sixth with stride 2 in place of pooling; rectifier, then batch normalization.</summary>
/// <remarks>*Same* padding at stride 2 puts one pixel before and two behind, as TensorFlow does.</remarks>
internal static class Cnn9975
{
    internal static ZooModel Model { get; } = new("cnn9975", "convolutions only, strided instead of pooled; 15 of them vote", "the published ensemble of 15: 99.745 ± 0.020%", Build);

    private static Network Build() => new(
        "cnn9975",
        Digit.Input,
        new Sequential(
        [
            .. Block(1, 32, WindowGeometry.Square(3)),
            .. Block(32, 32, WindowGeometry.Square(3)),
            .. Block(32, 32, Halving),
            new Dropout(0.4),
            .. Block(32, 64, WindowGeometry.Square(3)),
            .. Block(64, 64, WindowGeometry.Square(3)),
            .. Block(64, 64, Halving),
            new Dropout(0.4),
            .. Block(64, 128, WindowGeometry.Square(4)),
            new Flatten(),
            new Dropout(0.4),
            new Dense(128, Digit.Classes, initializer: Initializer.GlorotUniform),
        ]));

    private static WindowGeometry Halving => new(5, 5, 2, new Padding(1, 2, 1, 2), 1);

    private static Layer[] Block(int inChannels, int outChannels, WindowGeometry window) =>
        [new Conv2D(inChannels, outChannels, window), new Relu(), new BatchNorm(outChannels)];
}
