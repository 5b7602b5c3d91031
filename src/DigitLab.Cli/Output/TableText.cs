using DigitLab.Training;
using Spectre.Console;

namespace DigitLab.Cli.Output;

/// <summary>An experiment's table on the terminal.</summary>
internal static class TableText
{
    private const int PageWidth = 240;

    /// <summary>Writes it.</summary>
    internal static void Write(ExperimentTable table)
    {
        Write(TableCells.Of(table));
        foreach (ParameterInfluence influence in table.Influences)
        {
            Console.WriteLine(
                $"{influence.Parameter}: {string.Join(", ", influence.Values.Select(value => $"{value.Value} {ScoreText.Of(table.Score, value.Score)}"))}; {TableSentences.Influence(table, influence)}");
        }

        Console.WriteLine(TableSentences.Result(table));
    }

    /// <summary>Writes cells alone.</summary>
    internal static void Write(TableCells cells)
    {
        Table grid = new Table().Border(TableBorder.Simple);
        for (int column = 0; column < cells.Headings.Count; column++)
        {
            var heading = new TableColumn(cells.Headings[column].EscapeMarkup());
            grid.AddColumn(column < cells.FirstNumber ? heading : heading.RightAligned());
        }

        foreach (IReadOnlyList<string> row in cells.Rows)
        {
            grid.AddRow([.. row.Select(cell => cell.EscapeMarkup())]);
        }

        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = PageWidth;   // a file has no edge
        }

        AnsiConsole.Console.Write(grid);
    }
}
