using DigitLab.Neural;

namespace DigitLab.Zoo;

/// <summary>784-10: a weight a pixel and class. The baseline that every table starts with: about 92%.</summary>
internal static class SoftmaxRegression
{
    internal static ZooModel Model { get; } = new(
        "softmax", "softmax regression: one dense layer", "the linear baseline of LeCun, Bottou, Bengio, Haffner 1998, §III.C.1", Build);

    private static Network Build() => new(
        "softmax",
        Digit.Input,
        new Sequential(
            new Flatten(),
            new Dense(Digit.Side * Digit.Side, Digit.Classes, initializer: Initializer.GlorotUniform)));
}
