using System.Text;

namespace DigitLab.Training;

/// <summary>A table as Markdown, to be committed beside its definition.</summary>
public static class TableMarkdown
{
    /// <summary>The content.</summary>
    public static string Of(ExperimentTable table)
    {
        var text = new StringBuilder($"# {table.Name}\n\n");
        if (table.Description.Length > 0)
        {
            text.Append($"{table.Description}\n\n");
        }

        TableCells cells = TableCells.Of(table);
        text.Append($"{TableSentences.Result(table)}\n\n");
        Append(text, cells.Headings, cells.Rows, cells.FirstNumber);
        foreach (ParameterInfluence influence in table.Influences)
        {
            text.Append($"\n## {influence.Parameter}\n\n{TableSentences.Influence(table, influence)}\n\n");
            Append(text, ["value", "trials", $"mean {ScoreText.NameOf(table.Score)}"], [.. influence.Values.Select(value => (string[])[value.Value, $"{value.Score.Count}", ScoreText.Of(table.Score, value.Score)])], 1);
        }

        return text.Append($"\n{string.Join("\n\n", TableSentences.Origin(table))}\n").ToString();
    }

    /// <summary>Only the cells.</summary>
    public static string Of(TableCells cells)
    {
        var text = new StringBuilder();
        Append(text, cells.Headings, cells.Rows, cells.FirstNumber);
        return text.ToString();
    }

    private static void Append(StringBuilder text, IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows, int firstNumber)
    {
        AppendRow(headings);
        AppendRow([.. headings.Select((_, column) => column < firstNumber ? "---" : "---:")]);
        foreach (IReadOnlyList<string> row in rows)
        {
            AppendRow(row);
        }

        void AppendRow(IReadOnlyList<string> row) =>
            text.Append("| ").AppendJoin(" | ", row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
    }
}
