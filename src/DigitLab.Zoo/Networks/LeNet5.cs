using DigitLab.Neural;

namespace DigitLab.Zoo;

/// <summary>LeNet-5 as it is built today: rectifiers, max pooling, a dense output.</summary>
/// <remarks>The original saw the digit in a field of 32×32; here the first convolution's padding of 2 makes that field of the 28×28.</remarks>
internal static class LeNet5
{
    internal static ZooModel Model { get; } = new(
        "lenet5", "LeNet-5 with rectifiers and max pooling", "after LeCun, Bottou, Bengio, Haffner 1998, §II.B", Build);

    private static Network Build() => new(
        "lenet5",
        Digit.Input,
        new Sequential(
            new Conv2D(1, 6, kernelSize: 5, padding: 2),
            new Relu(),
            new MaxPool2D(2),
            new Conv2D(6, 16, kernelSize: 5),
            new Relu(),
            new MaxPool2D(2),
            new Flatten(),
            new Dense(5 * 5 * 16, 120),
            new Relu(),
            new Dense(120, 84),
            new Relu(),
            new Dense(84, Digit.Classes, initializer: Initializer.GlorotUniform)));
}
