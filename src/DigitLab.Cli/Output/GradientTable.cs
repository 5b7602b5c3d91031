using Spectre.Console;

namespace DigitLab.Cli.Output;

/// <summary>Checked gradients as a table.</summary>
internal static class GradientTable
{
    internal static void Write(IAnsiConsole console, IReadOnlyList<GradientRow> rows)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns(
            new TableColumn("Layer"),
            new TableColumn("Gradient by"),
            new TableColumn("Numbers").RightAligned(),
            new TableColumn("Worst relative error").RightAligned(),
            new TableColumn(""));
        foreach (GradientRow row in rows)
        {
            table.AddRow(Markup.Escape(row.Layer), row.Tensor, $"{row.Count}", $"{row.LargestError:0.0e+0}", row.IsRight ? "ok" : "[red]WRONG[/]");
        }

        console.Write(table);
    }
}
