using System.CommandLine;
using DigitLab.Cli.Experiments;
using DigitLab.Cli.Options;
using DigitLab.Training;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab experiment list [FOLDER]</c>.</summary>
internal static class ExperimentListCommand
{
    internal static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "Where definitions and experiments' folders are (experiments if not given).", DefaultValueFactory = _ => "experiments" };
        Option<bool> verbose = CommonOptions.Verbose();
        var command = new Command("list", "The experiments of a folder: those defined, and how far those that were begun are.") { folder, verbose };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(parsed.GetValue(verbose), () => List(parsed.GetValue(folder)!)));
        return command;
    }

    private static int List(string path)
    {
        if (!Directory.Exists(path))
        {
            throw new DirectoryNotFoundException($"{path}: there is no such folder: name the one with the definitions.");
        }

        foreach (string file in Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal).Where(file => !ExperimentFolder.IsThere(ExperimentFolder.PathOf(file))))
        {
            ExperimentDefinition definition = ExperimentDefinition.Load(file);
            Console.WriteLine($"{file}: {definition.Trials.Count:N0} trials, not begun{(definition.Description.Length > 0 ? $"; {definition.Description}" : "")}");
        }

        foreach (string begun in Directory.GetDirectories(path).Where(ExperimentFolder.IsThere).Order(StringComparer.Ordinal))
        {
            ExperimentFolder folder = ExperimentFolder.Open(begun);
            var status = ExperimentStatus.Of(folder, new ExperimentReader(folder).Read());
            Console.WriteLine($"{begun}: {StatusTable.Counts(status)}{(status.IsOver ? $"; {TableSentences.Result(ExperimentTable.Of(folder, status))}" : "")}");
        }

        return ExitCode.Success;
    }
}
