namespace DigitLab.Web;

/// <summary>One page of the lab.</summary>
/// <param name="Path">Its address.</param>
/// <param name="Name">Its files' name: <c>NAME.html</c>, what stands in the middle, and <c>NAME.js</c>.</param>
/// <param name="Title">What the navigation calls it.</param>
internal sealed record LabPage(string Path, string Name, string Title)
{
    /// <summary>All pages, in the navigation's order.</summary>
    internal static IReadOnlyList<LabPage> All { get; } =
    [
        new("/", "draw", "Draw"),
        new("/data", "data", "Data"),
        new("/augment", "augment", "Augment"),
        new("/explain", "explain", "Explain"),
        new("/train", "train", "Train"),
        new("/compare", "compare", "Compare"),
    ];
}
