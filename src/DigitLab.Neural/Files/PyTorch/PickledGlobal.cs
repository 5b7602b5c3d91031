namespace DigitLab.Neural;

/// <summary>A name that a pickle calls for, such as <c>collections.OrderedDict</c>. It is never looked up: a name and nothing else.</summary>
/// <param name="Module">Where Python would look.</param>
/// <param name="Name">What it would look for.</param>
internal sealed record PickledGlobal(string Module, string Name)
{
    /// <summary>Both, with a dot between.</summary>
    public override string ToString() => $"{Module}.{Name}";
}
