namespace DigitLab.Neural;

/// <summary>A layer of a network with the tensors that are to be filled.</summary>
/// <param name="Path">The names that lead to it: <c>transformer1.localization.conv1</c>.</param>
/// <param name="Slots">Its tensors.</param>
internal sealed record WeightLayer(string Path, IReadOnlyList<WeightSlot> Slots)
{
    /// <summary>The layers of a network that have tensors, in the order of computation.</summary>
    internal static List<WeightLayer> Of(Network network)
    {
        var layers = new List<WeightLayer>();
        Shape? rows = null;
        Visit(network.Body, "", network.InputShape.WithBatch(1), ref rows, layers);
        return layers;
    }

    /// <summary>Whether a group has what the layer needs, all of it and no more.</summary>
    internal bool Takes(WeightGroup group, WeightLayout layout) =>
        group.Tensors.Count == Slots.Count
        && Slots.All(slot => group.Tensors.TryGetValue(slot.Role, out NamedTensor? tensor) && slot.Takes(tensor.Value.Shape, layout));

    // The rows are the picture that was flattened last, as long as its numbers are still told apart.
    private static void Visit(Layer layer, string path, Shape input, ref Shape? rows, List<WeightLayer> found)
    {
        switch (layer)
        {
            case Sequential chain:
                foreach (Layer child in chain.Children)
                {
                    Visit(child, path.Length == 0 ? child.Name : $"{path}.{child.Name}", input, ref rows, found);
                    input = child.OutputShape(input);
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
