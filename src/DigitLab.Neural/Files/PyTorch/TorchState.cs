namespace DigitLab.Neural;

/// <summary>Finds the named tensors in what a pickle holds: a state dictionary, a checkpoint with one in it, or a whole module.</summary>
/// <param name="tensors">Makes the tensors.</param>
internal sealed class TorchState(TorchTensors tensors)
{
    private const int Deepest = 64;

    // What checkpoints call the weights, beside epochs and optimizers.
    private static readonly string[] StateNames = ["state_dict", "model_state_dict", "model", "net", "network"];

    private readonly List<NamedTensor> _found = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    /// <summary>The tensors, in the order in which they stand; the first that has a name keeps it.</summary>
    internal List<NamedTensor> Of(object? root)
    {
        object? state = root is PickledObject checkpoint
            ? StateNames.Select(name => ItemsOf(checkpoint).FirstOrDefault(item => item.Key == name).Value).FirstOrDefault(value => value is PickledObject && tensors.Of(value) is null)
            : null;
        Visit(state ?? root, "", depth: 0);
        return _found;
    }

    // Each container once: one that is named many times in itself would else be gone through without an end.
    private void Visit(object? value, string name, int depth)
    {
        if (tensors.Of(value) is { } tensor)
        {
            if (_names.Add(name))
            {
                _found.Add(tensor with { Name = name });
            }
        }
        else if (value is PickledObject or List<object?> && depth < Deepest && _seen.Add(value))
        {
            IEnumerable<(string Key, object? Value)> items = value is PickledObject made ? ItemsOf(made) : ((List<object?>)value).Select((item, i) => ($"{i}", item));
            foreach ((string key, object? item) in items)
            {
                Visit(item, Joined(name, key), depth + 1);
            }
        }
    }

    // A module's own parts carry no name of their own: "_modules", then "conv1", then "_parameters", then "weight" is conv1.weight.
    private static IEnumerable<(string Key, object? Value)> ItemsOf(PickledObject made)
    {
        IEnumerable<KeyValuePair<object?, object?>> items = made.Items;
        if (made.State is PickledObject state)
        {
            items = items.Concat(Ordered(state.Items));
        }

        if (made.Maker is PickledGlobal { Module: "collections", Name: "OrderedDict" } && made.Arguments is [List<object?> pairs])   // as Python 2 had it
        {
            items = items.Concat(pairs.OfType<List<object?>>().Where(pair => pair.Count == 2).Select(pair => new KeyValuePair<object?, object?>(pair[0], pair[1])));
        }

        return items.Where(item => item.Key is string and not "_metadata").Select(item => ((string)item.Key!, item.Value));
    }

    // Parameters, then buffers, then the modules inside, as a module's state_dict has them.
    private static IEnumerable<KeyValuePair<object?, object?>> Ordered(List<KeyValuePair<object?, object?>> items) =>
        items.OrderBy(item => item.Key switch { "_parameters" => 0, "_buffers" => 1, "_modules" => 2, _ => 3 });

    private static string Joined(string name, string key) => key is "_parameters" or "_buffers" or "_modules" ? name : name.Length == 0 ? key : $"{name}.{key}";
}
