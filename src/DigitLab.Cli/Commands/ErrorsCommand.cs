using System.CommandLine;
using DigitLab.Cli.Output;
using DigitLab.Cli.Testing;
using DigitLab.Data;
using DigitLab.Insight;
using DigitLab.Neural;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab errors FILE...</c></summary>
internal static class ErrorsCommand
{
    internal static Command Create()
    {
        Argument<string[]> models = TestOptions.Models("Model files, runs' folders, or an experiment's folder for all its networks.");
        var output = new Option<string>("--output", "-o") { Description = "The folder for the sheets (errors if not given).", HelpName = "FOLDER", DefaultValueFactory = _ => "errors" };
        var options = new TestOptions();
        var command = new Command("errors", "Draw the test digits that networks misread, with label, reading and probability, and list those that all of them misread.") { models, output };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(options.IsVerbose(parsed), () =>
        {
            using var workers = new Workers(options.Threads(parsed));
            bool isJson = options.IsJson(parsed);
            return Run(TestedModel.LoadAll(parsed.GetValue(models)!), FoundDigits.TestFor(options.Digits(parsed), isJson), parsed.GetValue(output)!, workers, isJson);
        }));
        return command;
    }

    private static int Run(IReadOnlyList<TestedModel> models, DigitDataset digits, string output, Workers workers, bool isJson)
    {
        var sheets = new List<(TestedModel Model, string? Sheet, IReadOnlyList<int> Errors)>();
        foreach (TestedModel model in models)
        {
            var readings = DigitReadings.Of(model.Network, digits, workers);
            IReadOnlyList<int> errors = readings.Errors;
            model.Note("errors", digits, errors.Count);
            string name = $"{model.Network.Name}{(models.Count(other => other.Network.Name == model.Network.Name) > 1 ? $"-{sheets.Count(sheet => sheet.Model.Network.Name == model.Network.Name) + 1}" : "")}";
            string? path = null;
            if (ReadingFigures.AllErrors(readings, $"What {model.Network.Name} misreads") is ImageGrid sheet)
            {
                path = Path.Combine(output, $"{name}.svg");
                sheet.Save(path);
            }

            sheets.Add((model, path, [.. errors.Order()]));
        }

        int[] common = [.. sheets.Select(sheet => sheet.Errors).Aggregate((one, other) => [.. one.Intersect(other)]).Order()];
        bool isMnist = digits.Count == DigitSets.SyntheticTestCount && !digits.IsSynthetic;
        int[] doubtful = isMnist ? [.. common.Intersect(DoubtfulDigits.Places)] : [];
        if (isJson)
        {
            CliJson.Write(new
            {
                Digits = digits.Name,
                Networks = sheets.Select(sheet => new { Model = sheet.Model.Title, sheet.Sheet, sheet.Errors }),
                MisreadByAll = common,
                OfThemDoubtful = doubtful,
            });
            return ExitCode.Success;
        }

        foreach ((TestedModel model, string? path, IReadOnlyList<int> errors) in sheets)
        {
            Console.WriteLine($"{model.Title}: {errors.Count:N0} misread{(path is null ? "" : $", {path}")}");
        }

        if (models.Count > 1)
        {
            Console.WriteLine($"Misread by all {models.Count}: {Places(common)}");
        }

        if (isMnist && common.Length > 0)
        {
            Console.WriteLine($"Of these, doubtful to people: {Places(doubtful)}; misread by the four published lenet53 too: {Places(common.Intersect(DoubtfulDigits.MisreadByThePublished))}");
        }

        return ExitCode.Success;
    }

    private static string Places(IEnumerable<int> digits) => string.Join(' ', digits) is { Length: > 0 } places ? places : "none";
}
