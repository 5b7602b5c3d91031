using DigitLab.Neural;

namespace DigitLab.Insight.Tests;

/// <summary>Small networks, untrained, of the forms that explanations meet.</summary>
internal static class TestNetworks
{
    internal static Network Of(string kind) => kind switch
    {
        "lenet" => Initialized("lenet", new Conv2D(1, 4, kernelSize: 5), new Relu(), new MaxPool2D(2), new Flatten(), new Dense(4 * 144, 10)),
        "gap" => Gap(),
        _ => Initialized(
            "transformer",
            new SpatialTransformer(
                new Sequential(new MaxPool2D(4), new Flatten(), new Dense(49, 6, initializer: Initializer.Normal(0.02), biasInitializer: Initializer.Given(new AffineGrid().Identity))),
                new AffineGrid()),
            new Conv2D(1, 3, kernelSize: 7, stride: 3),
            new Tanh(),
            new Flatten(),
            new Dense(3 * 64, 10)),
    };

    internal static Network Gap() => Initialized(
        "gap", new Conv2D(1, 6, kernelSize: 5), new BatchNorm(6), new Relu(), new MaxPool2D(2), new Conv2D(6, 12, kernelSize: 3), new Relu(), new GlobalAveragePool2D(), new Dropout(0.5), new Dense(12, 10));

    private static Network Initialized(string name, params Layer[] layers)
    {
        var network = new Network(name, new Shape(28, 28, 1), new Sequential(layers)) { Normalization = InputNormalization.Standard(0.13f, 0.31f) };
        network.Initialize(2);
        return network;
    }
}
