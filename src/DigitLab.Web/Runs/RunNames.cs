namespace DigitLab.Web;

/// <summary>What stands in a folder, by name. A name that came from outside is only ever compared with these, and no symbolic link is followed.</summary>
internal static class RunNames
{
    /// <summary>The names of a folder's folders, in order; none where it is missing.</summary>
    internal static IReadOnlyList<string> In(string folder) => Directory.Exists(folder)
        ? [.. new DirectoryInfo(folder).EnumerateDirectories().Where(each => each.Name[0] != '.' && each.LinkTarget is null).Select(each => each.Name).Order(StringComparer.Ordinal)]
        : [];
}
