namespace DigitLab.Neural;

/// <summary>Finds for each layer of a network the group of a file's tensors that it is to be filled from.</summary>
internal sealed class WeightSearch
{
    private readonly string _file;
    private readonly WeightLayout _layout;
    private readonly IReadOnlyDictionary<string, string> _names;
    private readonly IReadOnlyList<NamedTensor> _tensors;
    private readonly List<WeightLayer> _layers;
    private readonly List<WeightGroup> _groups;
    private readonly bool[] _isTaken;

    internal WeightSearch(Network network, IReadOnlyList<NamedTensor> tensors, string file, WeightLayout layout, IReadOnlyDictionary<string, string> names)
    {
        (_tensors, _file, _layout, _names) = (tensors, file, layout, names);
        _layers = WeightLayer.Of(network);
        (_groups, _) = WeightGroup.Of(tensors);
        _isTaken = new bool[_groups.Count];
        CheckNames();
    }

    /// <summary>Biases of the file's that are to be taken from the means of normalizations; known after <see cref="Run"/>.</summary>
    internal List<(WeightSlot Mean, NamedTensor Bias)> Absorbed { get; } = [];

    /// <summary>All of the network's tensors with the file's.</summary>
    /// <exception cref="InvalidDataException">A layer finds nothing, or layers of the file are left over.</exception>
    internal List<(WeightSlot Slot, NamedTensor Tensor)> Run()
    {
        var found = new List<(WeightSlot Slot, NamedTensor Tensor)>();
        int[] places = Reserved();
        int last = -1;
        for (int i = 0; i < _layers.Count; i++)
        {
            last = places[i] >= 0 ? places[i] : Next(_layers[i], last);
            if (last >= 0)
            {
                _isTaken[last] = true;
            }

            if (last >= 0 && _layers[i].BiasToAbsorb(_groups[last]) is NamedTensor bias)
            {
                Absorbed.Add((_layers[i].MeanBehind!, bias));
            }

            found.AddRange(_layers[i].Slots.Select(slot => (slot, Given(slot) ?? _groups[last].Tensors[slot.Role])));
        }

        HashSet<NamedTensor> used = [.. found.Select(pair => pair.Tensor), .. Absorbed.Select(pair => pair.Bias)];
        string[] left = [.. _groups.SelectMany(group => group.Tensors.Values).Where(tensor => !used.Contains(tensor)).Select(tensor => tensor.Name)];
        return left.Length == 0
            ? found
            : throw new InvalidDataException($"{_file}: {WeightImport.Listed(left)} would be left over: is it a file of this network? What is not needed can be left out by its name.");
    }

    // Layers that the caller gave a name for have their group before all others choose.
    private int[] Reserved()
    {
        int[] places = new int[_layers.Count];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = _names.TryGetValue(_layers[i].Path, out string? path) ? _groups.FindIndex(group => group.Path == path) : -1;
            if (places[i] >= 0)
            {
                _isTaken[places[i]] = _layers[i].Takes(_groups[places[i]], _layout)
                    ? true
                    : throw new InvalidDataException($"{_file}: {path} does not fit {_layers[i].Path}: expected {Described(_layers[i])}, got {Described(_groups[places[i]])}.");
            }
        }

        return places;
    }

    private int Next(WeightLayer layer, int last)
    {
        if (layer.Slots.All(slot => _names.ContainsKey(slot.Name)))
        {
            return -1;   // each of its tensors has been named
        }

        int[] fitting = [.. Enumerable.Range(0, _groups.Count).Where(i => !_isTaken[i] && layer.Takes(_groups[i], _layout))];
        if (fitting.Length == 0)
        {
            throw new InvalidDataException(
                $"{_file}: expected tensors for {layer.Path}, {Described(layer)}, and found none of these shapes among {WeightImport.Listed(_groups.Where((_, i) => !_isTaken[i]).Select(group => $"{group.Path}: {Described(group)}"))}.");
        }

        return fitting.Contains(last + 1)
            ? last + 1
            : fitting.Cast<int?>().FirstOrDefault(i => last >= 0 && _groups[i!.Value].Parent == _groups[last].Parent) ?? fitting[0];
    }

    private NamedTensor? Given(WeightSlot slot)
    {
        if (!_names.TryGetValue(slot.Name, out string? name))
        {
            return null;
        }

        NamedTensor tensor = _tensors.First(tensor => tensor.Name == name);
        return slot.Takes(tensor.Value.Shape, _layout)
            ? tensor
            : throw new InvalidDataException($"{_file}: {name} does not fit {slot.Name}: expected {slot.ShapeIn(_layout)}, got {tensor.Value.Shape}.");
    }

    private void CheckNames()
    {
        foreach ((string here, string there) in _names)
        {
            bool isLayer = _layers.Any(layer => layer.Path == here);
            if (!isLayer && !_layers.Any(layer => layer.Slots.Any(slot => slot.Name == here)))
            {
                throw new ArgumentException($"The network has no {here}: it has {WeightImport.Listed(_layers.Select(layer => layer.Path))}.", nameof(_names));
            }

            if (isLayer ? !_groups.Any(group => group.Path == there) : !_tensors.Any(tensor => tensor.Name == there))
            {
                throw new ArgumentException($"{_file}: there is no {there}: it has {WeightImport.Listed(isLayer ? _groups.Select(group => group.Path) : _tensors.Select(tensor => tensor.Name))}.", nameof(_names));
            }
        }
    }

    private string Described(WeightLayer layer) => string.Join(", ", layer.Slots.Select(slot => $"{slot.Role} {slot.ShapeIn(_layout)}".ToLowerInvariant()));

    private static string Described(WeightGroup group) => string.Join(", ", group.Tensors.Select(pair => $"{pair.Key} {pair.Value.Value.Shape}".ToLowerInvariant()));
}
