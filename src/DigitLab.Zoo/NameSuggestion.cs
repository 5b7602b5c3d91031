namespace DigitLab.Zoo;

/// <summary>What somebody who misspelt a name probably meant.</summary>
public static class NameSuggestion
{
    private const int MostEdits = 2;

    /// <summary>The nearest of the right names; null if none is within two edits, letter case apart.</summary>
    public static string? For(string name, IEnumerable<string> rightNames)
    {
        string? nearest = rightNames.MinBy(right => Distance(name, right));
        return nearest is not null && Distance(name, nearest) <= MostEdits ? nearest : null;
    }

    private static int Distance(string a, string b) => EditDistance.Between(a.ToUpperInvariant(), b.ToUpperInvariant());
}
