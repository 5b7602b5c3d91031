namespace DigitLab.Neural;

/// <summary>Gradient checks of all layers of a network, each by itself on what the layers before make of a batch.</summary>
/// <remarks>
/// Layer by layer, because a whole network has kinks everywhere: a rectifier and a pooling are given numbers of the same shape that lie
/// far apart, a normalization normal ones, and a spatial transformer is checked through its localisation network's layers and, by itself, on a picture that is a plane.
/// </remarks>
public static class NetworkGradientCheck
{
    private static readonly RandomKey Masks = new(3, RandomPurpose.Dropout);

    /// <summary>Checks layer after layer.</summary>
    /// <param name="network">The network, with weights in it. They stay; gradients and running statistics are changed.</param>
    /// <param name="batch">Some pictures: <c>[batch, height, width, channels]</c>.</param>
    /// <param name="most">How many numbers of each tensor to check at most.</param>
    public static IEnumerable<LayerCheck> Check(Network network, Tensor batch, int most)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(batch);
        return Check(network.Body, "", batch, most);
    }

    private static IEnumerable<LayerCheck> Check(Sequential chain, string prefix, Tensor input, int most)
    {
        foreach (Layer layer in chain.Children)
        {
            foreach (LayerCheck check in Check(layer, $"{prefix}{layer.Name}", input, most))
            {
                yield return check;
            }

            var output = new Tensor(layer.OutputShape(input.Shape));
            layer.Forward(input, output, new Pass(layer, input.Shape, isTraining: true, Workers.Shared) { Random = Masks });
            input = output;
        }
    }

    private static IEnumerable<LayerCheck> Check(Layer layer, string name, Tensor input, int most) => layer switch
    {
        Sequential inner => Check(inner, $"{name}.", input, most),
        Residual { Shortcut: null } block => Check(block.Body, $"{name}.body.", input, most),
        Residual block => Check(block.Body, $"{name}.body.", input, most).Concat(Check(block.Shortcut, $"{name}.shortcut", input, most)),
        SpatialTransformer transformer => Check(transformer.Localization, $"{name}.localization.", input, most)
            .Append(CheckAlone($"{name} (grid and sampler)", LayerSamples.Transformer(transformer.Grid, input.Shape[1]), most)),
        Relu or LeakyRelu or MaxPool2D => [CheckAlone(name, new LayerSample(layer, LayerSamples.FarFromKinksAndTies(input.Shape)), most)],
        BatchNorm or LayerNorm => [CheckAlone(name, new LayerSample(layer, LayerSamples.Normal(input.Shape)), most)],
        _ => [CheckAlone(name, new LayerSample(layer, input), most)],
    };

    private static LayerCheck CheckAlone(string name, LayerSample sample, int most) =>
        new(name, sample.Layer, GradientCheck.Check(sample.Layer, sample.Input, Masks, most));
}
