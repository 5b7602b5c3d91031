using DigitLab.Neural;

namespace DigitLab.Reliability.Tests.Fuzzing;

/// <summary>Networks with every kind of layer and few weights, so that a file is mostly what a damaged one can lie about.</summary>
internal static class SmallNetworks
{
    internal static IReadOnlyList<Network> All { get; } =
    [
        Built("plain", new Conv2D(1, 2, 5, stride: 4), new Relu(), new MaxPool2D(2), new Flatten(), new Dense(18, 10)),
        Built(
            "residual",
            new ZeroPad2D(new Padding(1, 0, 1, 0)),
            new Conv2D(1, 2, 5, stride: 4),
            new BatchNorm(2),
            new LeakyRelu(),
            new Residual(new Sequential(new Conv2D(2, 2, 3, padding: 1), new Gelu()), new Conv2D(2, 2, 1)),
            new DepthwiseConv2D(2, 3),
            new AveragePool2D(2),
            new GlobalAveragePool2D(),
            new LayerNorm(2),
            new Dense(2, 10),
            new Softmax()),
        Built(
            "transformer",
            new SpatialTransformer(new Sequential(new AveragePool2D(7), new Flatten(), new Dense(16, 6)), new AffineGrid()),
            new SpatialTransformer(new Sequential(new AveragePool2D(7), new Flatten(), new Dense(16, 8)), new ThinPlateGrid(2)),
            new TrainableSubsampling2D(1),
            new Tanh(1.7159, 2.0 / 3),
            new ChannelDropout(0.1),
            new MaxPool2D(7),
            new Flatten(),
            new Dropout(0.5),
            new Sigmoid(),
            new Dense(4, 10)),
    ];

    private static Network Built(string name, params Layer[] layers)
    {
        var network = new Network(name, new Shape(28, 28, 1), new Sequential(layers));
        network.Initialize(seed: 1);
        network.Normalization = InputNormalization.Standard(0.1307f, 0.3081f);
        return network;
    }
}
