using DigitLab.Training;
using Spectre.Console;

namespace DigitLab.Cli.Output;

/// <summary>An evaluation as tables: which digit was taken for which, and how well each is recognized.</summary>
internal static class EvaluationTables
{
    internal static void Write(IAnsiConsole console, Evaluation evaluation)
    {
        console.WriteLine("Confusion matrix: a row for each digit, a column for what it was read as");
        console.Write(Confusion(evaluation));
        console.Write(Scores(evaluation));
    }

    private static Table Confusion(Evaluation evaluation)
    {
        Table table = New().AddColumn(new TableColumn(""));
        for (int digit = 0; digit < evaluation.Confusion.Count; digit++)
        {
            table.AddColumn(Right(digit.ToString()));
        }

        for (int digit = 0; digit < evaluation.Confusion.Count; digit++)
        {
            int row = digit;
            table.AddRow([digit.ToString(), .. evaluation.Confusion[digit].Select((count, called) => count == 0 && called != row ? "·" : $"{count}")]);
        }

        return table;
    }

    private static Table Scores(Evaluation evaluation)
    {
        Table table = New().AddColumns(Right("Digit"), Right("Precision"), Right("Recall"), Right("F1"), Right("Digits"));
        foreach (ClassScore score in evaluation.Classes)
        {
            table.AddRow($"{score.Digit}", $"{score.Precision:F4}", $"{score.Recall:F4}", $"{score.F1:F4}", $"{score.Support}");
        }

        return table;
    }

    private static Table New() => new Table().Border(TableBorder.Simple);

    private static TableColumn Right(string title) => new TableColumn(title).RightAligned();
}
