using System.CommandLine;
using DigitLab.Cli.Experiments;
using DigitLab.Cli.Options;
using DigitLab.Cli.Output;
using DigitLab.Insight;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab experiment table FOLDER...</c>.</summary>
internal static class ExperimentTableCommand
{
    internal static Command Create()
    {
        var folders = new Argument<string[]>("FOLDER") { Description = "The experiment's folder; of several, the winners side by side.", Arity = ArgumentArity.OneOrMore };
        var format = new Option<TableFormat>("--format") { Description = "How it is written." };
        var output = new Option<string?>("--output", "-o") { Description = "A file to write in place of the screen.", HelpName = "FILE" };
        Option<bool> verbose = CommonOptions.Verbose();
        var command = new Command("table", "The trials by score, the winner and its test result, comparisons, what each parameter does.") { folders, format, output, verbose };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(
            parsed.GetValue(verbose), () => Write(parsed.GetValue(folders)!, parsed.GetValue(format), parsed.GetValue(output))));
        return command;
    }

    private static int Write(string[] paths, TableFormat format, string? output)
    {
        ExperimentTable[] tables = [.. paths.Select(ExperimentFolder.Open).Select(folder => ExperimentTable.Of(folder, ExperimentStatus.Of(folder, new ExperimentReader(folder).Read())))];
        if (format == TableFormat.Text && output is null)
        {
            if (tables.Length == 1)
            {
                TableText.Write(tables[0]);
            }
            else
            {
                TableText.Write(WinnersTable.CellsOf(tables));
            }

            return ExitCode.Success;
        }

        string content = (format, tables) switch
        {
            (TableFormat.Csv, [var one]) => TableCsv.Of(one),
            (TableFormat.Json, [var one]) => one.ToJson() + "\n",
            (TableFormat.Html, [var one]) => ExperimentReport.Of(one),
            (_, [var one]) => TableMarkdown.Of(one),
            (TableFormat.Markdown or TableFormat.Text, _) => TableMarkdown.Of(WinnersTable.CellsOf(tables)),
            _ => throw new UsageException($"--format {format.ToString().ToLowerInvariant()} takes one experiment: several stand side by side as text or markdown."),
        };
        if (output is null)
        {
            Console.Out.Write(content);
        }
        else
        {
            AtomicFile.WriteText(output, content);
            Console.WriteLine($"{output}: {string.Join(", ", tables.Select(table => table.Name))}");
        }

        return ExitCode.Success;
    }
}
