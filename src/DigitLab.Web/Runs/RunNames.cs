namespace DigitLab.Web;

/// <summary>What stands in a folder, by name. A name that came from outside is only ever compared with these.</summary>
internal static class RunNames
{
    /// <summary>The names of a folder's folders, in order; none where it is missing.</summary>
    internal static IReadOnlyList<string> In(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Where(name => name[0] != '.').Order(StringComparer.Ordinal)]
        : [];
}
