namespace DigitLab.Zoo;

/// <summary>How far a misspelt name is from a right one. Source: Levenshtein 1966.</summary>
internal static class EditDistance
{
    /// <summary>The fewest insertions, deletions and replacements of a letter that make one word the other.</summary>
    internal static int Between(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
