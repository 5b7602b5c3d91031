namespace DigitLab.Neural;

/// <summary>Fills a network with the weights of another program's, by order and shape.</summary>
/// <remarks>
/// A file's tensors are taken layer by layer: those whose names differ only behind the last dot belong together (<c>features.0.weight</c>,
/// <c>features.0.bias</c>). Each layer of the network, in the order of computation, takes tensors of its roles and shapes: first those right
/// behind the ones taken last, then those of the same module, then the first that are left. So the order of the modules in the file need
/// not be that of the computation, as long as each module's own is. A bias of the file's before a batch normalization, where the network
/// has none, is taken from the normalization's mean, which is the same. The map says what came from where; given names overrule it.
/// </remarks>
public static class WeightImport
{
    /// <summary>Fills the network.</summary>
    /// <param name="network">All of its parameters and running statistics are overwritten.</param>
    /// <param name="tensors">The file's, in its order.</param>
    /// <param name="file">What to call the file in an error.</param>
    /// <param name="layout">The order of its axes.</param>
    /// <param name="names">Names here to names there, of layers (<c>conv1</c> to <c>features.0</c>) or of tensors; none if null.</param>
    /// <param name="ignored">Names there that are to be left out, of layers or of tensors; none if null.</param>
    /// <returns>What came from where.</returns>
    /// <exception cref="ArgumentException">A name given is not there.</exception>
    /// <exception cref="InvalidDataException">A tensor is missing, left over or not finite. The network may be filled in part.</exception>
    public static WeightMap Fill(
        Network network,
        IReadOnlyList<NamedTensor> tensors,
        string file,
        WeightLayout layout = WeightLayout.ChannelsFirst,
        IReadOnlyDictionary<string, string>? names = null,
        IReadOnlyCollection<string>? ignored = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(tensors);
        bool IsIgnored(string name) => ignored is not null && ignored.Any(each => name == each || name.StartsWith($"{each}.", StringComparison.Ordinal));
        if (ignored?.FirstOrDefault(each => !tensors.Any(tensor => tensor.Name == each || tensor.Name.StartsWith($"{each}.", StringComparison.Ordinal))) is { } unknown)
        {
            throw new ArgumentException($"{file}: there is nothing called {unknown} to be left out: it has {Listed(tensors.Select(tensor => tensor.Name))}.", nameof(ignored));
        }

        NamedTensor[] used = [.. tensors.Where(tensor => !IsIgnored(tensor.Name))];
        var search = new WeightSearch(network, used, file, layout, names ?? new Dictionary<string, string>());
        var matches = new List<WeightMatch>();
        foreach ((WeightSlot slot, NamedTensor tensor) in search.Run())
        {
            slot.Fill(Finite(tensor, file), layout);
            matches.Add(new WeightMatch(slot.Name, slot.Value.Shape, tensor.Name, tensor.Value.Shape));
        }

        foreach ((WeightSlot mean, NamedTensor bias) in search.Absorbed)
        {
            Tensor numbers = Finite(bias, file);
            for (int i = 0; i < numbers.Length; i++)
            {
                mean.Value.Span[i] -= numbers.Span[i];
            }

            matches.Add(new WeightMatch(mean.Name, mean.Value.Shape, bias.Name, bias.Value.Shape));
        }

        return new WeightMap(matches, [.. tensors.Select(tensor => tensor.Name).Except(matches.Select(match => match.From))]);
    }

    private static Tensor Finite(NamedTensor tensor, string file)
    {
        foreach (float number in tensor.Value.Span)
        {
            if (!float.IsFinite(number))
            {
                throw new InvalidDataException($"{file}: \"{tensor.Name}\" holds {number}: the training that made it had failed.");
            }
        }

        return tensor.Value;
    }

    /// <summary>Some names for an error, not all of a long list.</summary>
    internal static string Listed(IEnumerable<string> names)
    {
        const int Most = 8;
        string[] all = [.. names];
        return all.Length == 0 ? "nothing" : $"{string.Join(", ", all.Take(Most))}{(all.Length > Most ? $" and {all.Length - Most} more" : "")}";
    }
}
