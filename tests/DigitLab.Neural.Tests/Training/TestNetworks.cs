namespace DigitLab.Neural.Tests.Training;

/// <summary>Networks that several tests train.</summary>
internal static class TestNetworks
{
    /// <summary>LeNet-5 with rectifiers and max pooling, 61,706 weights: the zoo's, which stands above the engine.</summary>
    public static Network LeNet5() => new(
        "lenet5",
        new Shape(28, 28, 1),
        new Sequential(
            new Conv2D(1, 6, kernelSize: 5, padding: 2),
            new Relu(),
            new MaxPool2D(2),
            new Conv2D(6, 16, kernelSize: 5),
            new Relu(),
            new MaxPool2D(2),
            new Flatten(),
            new Dense(400, 120),
            new Relu(),
            new Dense(120, 84),
            new Relu(),
            new Dense(84, 10)));

    /// <summary>A bit of every layer, and quick.</summary>
    public static Network Small() => new(
        "small",
        new Shape(28, 28, 1),
        new Sequential(
            new Conv2D(1, 5, kernelSize: 5, stride: 2),
            new Relu(),
            new MaxPool2D(2),
            new Flatten(),
            new Dropout(0.1),
            new Dense(180, 24),
            new Relu(),
            new Dense(24, 10)));
}
