using DigitLab.Neural;

namespace DigitLab.Zoo;

/// <summary>A network with more or fewer channels: each convolution's and each hidden dense layer's outputs times a factor, rounded to eights.</summary>
/// <remarks>The width multiplier of Howard et al. 2017, §3.3, arXiv:1704.04861. The last layer keeps its outputs; what has no channels of its own follows.</remarks>
internal sealed class ChannelWidth(double factor)
{
    // Channels come in eights, which fill vectors.
    private const int Multiple = 8;

    /// <summary>The network's layers, made anew where their channels change.</summary>
    /// <exception cref="ArgumentException">A layer's channels cannot be changed.</exception>
    internal IReadOnlyList<Layer> Apply(Network network)
    {
        var layers = new List<Layer>();
        Shape shape = network.InputShape.WithBatch(1);
        Layer last = network.Body.Children.Last(layer => layer is Dense or Conv2D);
        foreach (Layer layer in network.Body.Children)
        {
            Layer own = Widened(network, layer, shape, isLast: layer == last);
            layers.Add(own);
            shape = own.OutputShape(shape);
        }

        return layers;
    }

    private Layer Widened(Network network, Layer layer, Shape input, bool isLast) => (layer, layer.Describe()) switch
    {
        (Conv2D conv, Conv2DDescription settings) => new Conv2D(
            input[-1], isLast ? settings.OutChannels : Scaled(settings.OutChannels), settings.Window, settings.HasBias, conv.Weights.Initializer),
        (Dense dense, DenseDescription settings) => new Dense(
            input[-1], isLast ? settings.Outputs : Scaled(settings.Outputs), settings.HasBias, dense.Weights.Initializer, dense.Bias?.Initializer),
        (_, BatchNormDescription settings) => (settings with { Channels = input[-1] }).Build(),
        _ when layer.ParameterCount == 0 || layer is SpatialTransformer => layer,
        _ => throw new ArgumentException($"Variant of {network.Name}: its {layer.GetType().Name} has channels that cannot be changed: leave width out, or choose another network."),
    };

    private int Scaled(int channels) => Math.Max(Multiple, (int)Math.Round(channels * factor / Multiple) * Multiple);
}
