namespace DigitLab.Neural;

/// <summary>The tensors that belong to one layer of the program that wrote a file: those whose names differ only behind the last dot.</summary>
/// <param name="Path">What the names have in common: <c>features.0</c>.</param>
/// <param name="Tensors">The tensors by role.</param>
internal sealed record WeightGroup(string Path, IReadOnlyDictionary<WeightRole, NamedTensor> Tensors)
{
    private static readonly Dictionary<string, WeightRole> Roles = new(StringComparer.Ordinal)
    {
        ["weight"] = WeightRole.Weight,
        ["weights"] = WeightRole.Weight,
        ["kernel"] = WeightRole.Weight,
        ["gamma"] = WeightRole.Weight,
        ["scale"] = WeightRole.Weight,
        ["coefficients"] = WeightRole.Weight,
        ["bias"] = WeightRole.Bias,
        ["beta"] = WeightRole.Bias,
        ["shift"] = WeightRole.Bias,
        ["running_mean"] = WeightRole.Mean,
        ["mean"] = WeightRole.Mean,
        ["running_var"] = WeightRole.Variance,
        ["running_variance"] = WeightRole.Variance,
        ["variance"] = WeightRole.Variance,
    };

    /// <summary>The groups of a file's tensors, in the order in which they begin, and the tensors that are no layer's.</summary>
    internal static (List<WeightGroup> Groups, List<NamedTensor> Others) Of(IEnumerable<NamedTensor> tensors)
    {
        var groups = new OrderedDictionary<string, Dictionary<WeightRole, NamedTensor>>(StringComparer.Ordinal);
        var others = new List<NamedTensor>();
        foreach (NamedTensor tensor in tensors)
        {
            (string path, string last) = Split(tensor.Name);
            if (!Roles.TryGetValue(last, out WeightRole role))
            {
                others.Add(tensor);
                continue;
            }

            if (!groups.TryGetValue(path, out Dictionary<WeightRole, NamedTensor>? group))
            {
                groups.Add(path, group = []);
            }

            if (!group.TryAdd(role, tensor))
            {
                others.Add(tensor);
            }
        }

        return ([.. groups.Select(pair => new WeightGroup(pair.Key, pair.Value))], others);
    }

    /// <summary>The path of the module that this layer stands in.</summary>
    internal string Parent => Path.LastIndexOf('.') is >= 0 and int dot ? Path[..dot] : "";

    // features.0.weight, or, where nobody writes dots, conv1_weight.
    private static (string Path, string Last) Split(string name)
    {
        int cut = name.LastIndexOfAny(['.', '/']);
        if (cut < 0)
        {
            string? role = Roles.Keys.Where(role => name.EndsWith($"_{role}", StringComparison.Ordinal)).MaxBy(role => role.Length);
            cut = role is null ? -1 : name.Length - role.Length - 1;
        }

        return cut < 0 ? ("", name) : (name[..cut], name[(cut + 1)..]);
    }
}
