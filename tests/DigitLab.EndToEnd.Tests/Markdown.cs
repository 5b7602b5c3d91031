namespace DigitLab.EndToEnd.Tests;

/// <summary>The code in a page: its fenced blocks.</summary>
internal static class Markdown
{
    /// <summary>The blocks of a page, each with the word behind its fence.</summary>
    internal static List<(string Language, string Text)> Blocks(string path)
    {
        var blocks = new List<(string, string)>();
        string? language = null;
        var lines = new List<string>();
        foreach (string line in File.ReadLines(path))
        {
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                lines.Add(line);
            }
            else if (language is null)
            {
                language = line[3..].Trim();
                lines.Clear();
            }
            else
            {
                blocks.Add((language, string.Join('\n', lines)));
                language = null;
            }
        }

        Assert.True(language is null, $"{path}: a block is not closed.");
        return blocks;
    }
}
