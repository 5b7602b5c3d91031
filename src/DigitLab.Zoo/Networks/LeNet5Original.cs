using DigitLab.Neural;

namespace DigitLab.Zoo;

/// <summary>LeNet-5 as it was published, with a dense output in place of the radial basis functions.</summary>
/// <remarks>The digit stands in a field of 32×32. Every map of the second convolution sees all six before it; the original left some out.</remarks>
internal static class LeNet5Original
{
    internal static ZooModel Model { get; } = new("lenet5-original", "LeNet-5 of 1998: scaled tanh, trainable subsampling", "LeCun, Bottou, Bengio, Haffner 1998, §II.B", Build);

    private static Network Build() => new(
        "lenet5-original",
        Digit.Input,
        new Sequential(
            new Conv2D(1, 6, kernelSize: 5, padding: 2, initializer: Initializer.LeCunUniform),
            Tanh.LeCun(),
            new TrainableSubsampling2D(6),
            Tanh.LeCun(),
            new Conv2D(6, 16, kernelSize: 5, initializer: Initializer.LeCunUniform),
            Tanh.LeCun(),
            new TrainableSubsampling2D(16),
            Tanh.LeCun(),
            new Flatten(),
            new Dense(5 * 5 * 16, 120, initializer: Initializer.LeCunUniform),
            Tanh.LeCun(),
            new Dense(120, 84, initializer: Initializer.LeCunUniform),
            Tanh.LeCun(),
            new Dense(84, Digit.Classes, initializer: Initializer.LeCunUniform)));
}
