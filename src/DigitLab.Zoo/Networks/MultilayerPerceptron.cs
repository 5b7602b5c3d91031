using DigitLab.Neural;

namespace DigitLab.Zoo;

/// <summary>784-512-256-10 with rectifiers and dropout: what can be had without looking at the picture as a picture, about 98.4%.</summary>
internal static class MultilayerPerceptron
{
    internal static ZooModel Model { get; } = new(
        "mlp", "multilayer perceptron: three dense layers with dropout", "the usual baseline; dropout by Srivastava et al. 2014", Build);

    private static Network Build() => new(
        "mlp",
        Digit.Input,
        new Sequential(
            new Flatten(),
            new Dense(Digit.Side * Digit.Side, 512),
            new Relu(),
            new Dropout(0.2),
            new Dense(512, 256),
            new Relu(),
            new Dropout(0.2),
            new Dense(256, Digit.Classes, initializer: Initializer.GlorotUniform)));
}
