using DigitLab.Neural;

namespace DigitLab.Zoo;

/// <summary>The transformers of the lenet53 family: a small network of three convolutions says how, starting from the identity.</summary>
internal static class Localization
{
    internal static SpatialTransformer Transformer(int features, SpatialGrid grid) => new(
        new Sequential(
            new Conv2D(1, 8, kernelSize: 7, hasBias: false),
            new BatchNorm(8),
            new MaxPool2D(2),
            new Relu(),
            new Conv2D(8, 10, kernelSize: 5, hasBias: false),
            new BatchNorm(10),
            new MaxPool2D(2),
            new Relu(),
            new Conv2D(10, features, kernelSize: 1, hasBias: false),
            new BatchNorm(features),
            new Relu(),
            new GlobalAveragePool2D(),
            SpatialTransformer.Head(features, grid)),
        grid);
}
