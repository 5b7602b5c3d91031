using System.CommandLine;
using DigitLab.Cli.Options;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab experiment results FOLDER</c>.</summary>
internal static class ExperimentResultsCommand
{
    internal static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "A folder of definitions, with the experiments' folders beside them (experiments/zoo if not given).", DefaultValueFactory = _ => "experiments/zoo" };
        var output = new Option<string?>("--output", "-o") { Description = "The file to write; RESULTS.md in the folder if not given.", HelpName = "FILE" };
        var noTiming = new Option<bool>("--no-timing") { Description = "Leave out the inference time, which is measured here and now." };
        Option<bool> verbose = CommonOptions.Verbose();
        var command = new Command("results", "Write one table of all experiments of a folder, such as the zoo's, from their runs: scores with intervals, published figures beside them. What the runs came to is kept in the folder's results.") { folder, output, noTiming, verbose };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(parsed.GetValue(verbose), () =>
        {
            string path = parsed.GetValue(folder)!;
            ZooResults results = ZooResults.Read(path, isTimed: !parsed.GetValue(noTiming));
            string file = parsed.GetValue(output) ?? Path.Combine(path, "RESULTS.md");
            AtomicFile.WriteText(file, results.ToMarkdown());
            results.Save(path);
            foreach (ZooRow row in results.Rows.Where(row => row.Outdated > 0))
            {
                Console.WriteLine($"Note: {row.Definition.Name}: {row.Outdated} {(row.Outdated == 1 ? "run was" : "runs were")} left out: the definition says something else by now. Give the folder another name and run the experiment again.");
            }

            foreach (EnsembleRow row in results.EnsemblesOfSeveral.Where(row => row.Elsewhere.Count > 0))
            {
                Console.WriteLine($"Note: {row.Name}: its line stays empty, since {string.Join(", ", row.Elsewhere)} {(row.Elsewhere.Count == 1 ? "is" : "are")} not in {path}. Move what it names there.");
            }

            Console.WriteLine($"{file}: {results.Rows.Count(row => row.Runs.Count > 0)} of {results.Rows.Count} experiments have results");
            return ExitCode.Success;
        }));
        return command;
    }
}
