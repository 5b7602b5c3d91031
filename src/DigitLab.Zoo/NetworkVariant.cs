using System.Text.Json.Serialization;
using DigitLab.Neural;

namespace DigitLab.Zoo;

/// <summary>A change to a network of the zoo that comparisons ask for: another activation, another pooling, another dropout, more or fewer channels; what is null stays.</summary>
/// <remarks>The layers within spatial transformers and residual blocks stay as they are. Only the width adds or removes weights.</remarks>
/// <param name="Activation">In place of each rectifier of the chain.</param>
/// <param name="Pooling">In place of each maximum or average pooling of the chain.</param>
/// <param name="Dropout">The rate of each dropout; where there is none, of one before the last dense layer. At least 0, less than 1.</param>
/// <param name="Width">What the channels of each convolution and each hidden dense layer are multiplied by, rounded to eights. Above 0, at most 16.</param>
public sealed record NetworkVariant(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ActivationKind? Activation = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PoolingKind? Pooling = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Dropout = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Width = null)
{
    // Wider would be a mistake, and more memory than a machine has.
    private const double LargestWidth = 16;

    /// <summary>This variant, if its rate and its width are in their ranges.</summary>
    /// <exception cref="ArgumentException">One is not.</exception>
    public NetworkVariant Checked() => (Dropout, Width) switch
    {
        ({ } rate, _) when rate is not (>= 0 and < 1) => throw new ArgumentException($"Variant dropout: expected a rate of at least 0 and less than 1, got {rate}."),
        (_, { } width) when width is not (> 0 and <= LargestWidth) =>
            throw new ArgumentException($"Variant width: expected a factor above 0 and at most {LargestWidth}, got {width}."),
        _ => this,
    };

    /// <summary>The network with these changes; its layers that stay are the network's own, so use only the result.</summary>
    /// <exception cref="ArgumentException">The network has nothing that could be changed so.</exception>
    public Network Apply(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var layers = new List<Layer>();
        foreach (Layer layer in Width is double factor ? new ChannelWidth(factor).Apply(network) : network.Body.Children)
        {
            layers.Add(Changed(layer));
        }

        if (Dropout is double rate && !layers.Any(layer => layer.Describe() is DropoutDescription))
        {
            int last = layers.FindLastIndex(layer => layer is Dense);
            layers.Insert(last >= 0 ? last : throw Nothing(network.Name, "dense layer to drop numbers before"), new Dropout(rate));
        }

        Require<Relu, LeakyRelu>(Activation is not null, network, "rectifier to replace");
        Require<MaxPool2D, AveragePool2D>(Pooling is not null, network, "pooling to replace");
        return new Network(network.Name, network.InputShape, new Sequential([.. layers]));
    }

    private Layer Changed(Layer layer) => (layer, layer.Describe()) switch
    {
        (Relu or LeakyRelu, _) when Activation is ActivationKind kind => New(kind),
        (_, MaxPool2DDescription pool) when Pooling is PoolingKind kind => New(kind, pool.Window),
        (_, AveragePool2DDescription pool) when Pooling is PoolingKind kind => New(kind, pool.Window),
        (_, DropoutDescription) when Dropout is double rate => new Dropout(rate),
        _ => layer,
    };

    private static Layer New(ActivationKind kind) => kind switch
    {
        ActivationKind.Relu => new Relu(),
        ActivationKind.LeakyRelu => new LeakyRelu(),
        ActivationKind.Sigmoid => new Sigmoid(),
        ActivationKind.Tanh => new Tanh(),
        ActivationKind.Gelu => new Gelu(),
        _ => throw new ArgumentException($"Variant activation: there is no {kind}."),
    };

    private static Layer New(PoolingKind kind, WindowGeometry window) => kind switch
    {
        PoolingKind.Max => new MaxPool2D(window),
        PoolingKind.Average => new AveragePool2D(window),
        _ => throw new ArgumentException($"Variant pooling: there is no {kind}."),
    };

    private static void Require<T1, T2>(bool isAsked, Network network, string what)
    {
        if (isAsked && !network.Body.Children.Any(layer => layer is T1 or T2))
        {
            throw Nothing(network.Name, what);
        }
    }

    private static ArgumentException Nothing(string network, string what) =>
        new($"Variant of {network}: the network has no {what}: leave it out, or choose another network.");
}
