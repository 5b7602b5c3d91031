namespace DigitLab.Neural;

/// <summary>A layer of a network with the tensors that are to be filled.</summary>
/// <param name="Path">The names that lead to it: <c>transformer1.localization.conv1</c>.</param>
/// <param name="Slots">Its tensors.</param>
internal sealed record WeightLayer(string Path, IReadOnlyList<WeightSlot> Slots)
{
    /// <summary>The mean of the normalization right behind, where this layer has no bias: a bias of the file's is taken from it. Else null.</summary>
    internal WeightSlot? MeanBehind { get; private set; }

    /// <summary>The layers of a network that have tensors, in the order of computation.</summary>
    internal static List<WeightLayer> Of(Network network)
    {
        var layers = new List<WeightLayer>();
        Shape? rows = null;
        Visit(network.Body, "", network.InputShape.WithBatch(1), ref rows, layers);
        return layers;
    }

    /// <summary>Whether a group has what the layer needs, all of it and no more, but for a bias that the normalization behind it can take.</summary>
    internal bool Takes(WeightGroup group, WeightLayout layout) =>
        group.Tensors.Count == Slots.Count + (BiasToAbsorb(group) is null ? 0 : 1)
        && Slots.All(slot => group.Tensors.TryGetValue(slot.Role, out NamedTensor? tensor) && slot.Takes(tensor.Value.Shape, layout));

    /// <summary>A group's bias that goes into the mean behind: (x + b) − mean is x − (mean − b). Null for none.</summary>
    internal NamedTensor? BiasToAbsorb(WeightGroup group) =>
        MeanBehind is not null && group.Tensors.TryGetValue(WeightRole.Bias, out NamedTensor? bias) && bias.Value.Length == MeanBehind.Value.Length ? bias : null;

    // The rows are the picture that was flattened last, as long as its numbers are still told apart.
    private static void Visit(Layer layer, string path, Shape input, ref Shape? rows, List<WeightLayer> found)
    {
        switch (layer)
        {
            case Sequential chain:
                WeightLayer? product = null;
                foreach (Layer child in chain.Children)
                {
                    Visit(child, path.Length == 0 ? child.Name : $"{path}.{child.Name}", input, ref rows, found);
                    input = child.OutputShape(input);
                    if (child is BatchNorm && product is not null)
                    {
                        product.MeanBehind = found[^1].Slots.Single(slot => slot.Role == WeightRole.Mean);
                    }

                    product = child is Conv2D or DepthwiseConv2D or Dense && found[^1].Slots.All(slot => slot.Role != WeightRole.Bias) ? found[^1] : null;
                }

                break;
            case Residual block:
                Shape? before = rows;
                Visit(block.Body, $"{path}.{block.Body.Name}", input, ref rows, found);
                if (block.Shortcut is not null)
                {
                    Visit(block.Shortcut, $"{path}.{block.Shortcut.Name}", input, ref before, found);
                }

                break;
            case SpatialTransformer transformer:
                Shape? inside = null;
                Visit(transformer.Localization, $"{path}.{transformer.Localization.Name}", input, ref inside, found);
                break;
            case Flatten when input.Rank == 4:
                rows = input.WithoutBatch();
                break;
            default:
                Add(layer, path, rows, found);
                rows = layer is Dense ? null : rows;
                break;
        }
    }

    private static void Add(Layer layer, string path, Shape? rows, List<WeightLayer> found)
    {
        IEnumerable<(string Name, Tensor Value)> tensors =
            layer.Parameters.Select(parameter => (parameter.Name, parameter.Value)).Concat(layer.Statistics.Select(statistic => (statistic.Name, statistic.Value)));
        WeightSlot[] slots =
        [
            .. tensors.Select(tensor => (tensor.Name, Role: RoleOf(tensor.Name), tensor.Value))
                .Select(tensor => new WeightSlot($"{path}.{tensor.Name}", tensor.Role, tensor.Value, layer is Dense && tensor.Role != WeightRole.Weight ? null : rows)),
        ];
        if (slots.Length > 0)
        {
            found.Add(new WeightLayer(path, slots));
        }
    }

    private static WeightRole RoleOf(string name) => name switch
    {
        "weights" or "gamma" or "coefficients" => WeightRole.Weight,
        "bias" or "beta" => WeightRole.Bias,
        "mean" => WeightRole.Mean,
        "variance" => WeightRole.Variance,
        _ => throw new NotSupportedException($"A tensor \"{name}\" has no counterpart in other programs."),
    };
}
