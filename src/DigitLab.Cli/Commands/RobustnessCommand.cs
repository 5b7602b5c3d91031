using System.CommandLine;
using System.Globalization;
using DigitLab.Cli.Options;
using DigitLab.Cli.Output;
using DigitLab.Cli.Testing;
using DigitLab.Data;
using DigitLab.Insight;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab robustness FILE...</c></summary>
internal static class RobustnessCommand
{
    internal static Command Create()
    {
        Argument<string[]> models = TestOptions.Models("Model files or runs' folders to compare.");
        var limit = new Option<int?>("--limit", "-n") { Description = "Read so many test digits at most, evenly spread over all.", HelpName = "N" };
        Option<string> output = CommonOptions.OutputFolder("robustness");
        Option<bool> csv = CommonOptions.Csv();
        var options = new TestOptions();
        var command = new Command("robustness", "A card of a network's accuracy over shift, scale, rotation, shear, thickness, noise, blur and inversion, or of several.") { models, limit, output, csv };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(options.IsVerbose(parsed), () =>
        {
            using var workers = new Workers(options.Threads(parsed));
            bool isJson = options.IsJson(parsed);
            int? most = CommonOptions.AtLeastOne("--limit", parsed.GetValue(limit));
            return Run(TestedModel.LoadAll(parsed.GetValue(models)!), Spread(FoundDigits.TestFor(options.Digits(parsed), isJson), most), parsed.GetValue(output)!, parsed.GetValue(csv), workers, isJson);
        }));
        return command;
    }

    private static int Run(IReadOnlyList<TestedModel> models, DigitDataset digits, string output, bool withCsv, Workers workers, bool isJson)
    {
        var cards = new List<IReadOnlyList<RobustnessPoint>>();
        foreach (TestedModel model in models)
        {
            cards.Add(RobustnessCard.Of(model.Network, digits, workers));
            model.Note("robustness", digits, cards[^1].First(point => point is { Disturbance: "shift", Strength: 0 }).Errors);
        }

        string[] names = Names(models);
        AtomicFile.WriteText(Path.Combine(output, "robustness.csv"), Csv(names, cards));
        AtomicFile.WriteText(Path.Combine(output, "robustness.md"), Markdown(names, cards, digits));
        string page = Report(names, cards, digits).Save(output, withCsv);
        if (isJson)
        {
            CliJson.Write(new { Report = page, Digits = digits.Count, Networks = names.Select((name, i) => new { Name = name, Model = models[i].Title, Points = cards[i] }) });
            return ExitCode.Success;
        }

        TableText.Write(Cells(names, cards));
        Console.WriteLine($"{page}: {digits.Count:N0} test digits each");
        return ExitCode.Success;
    }

    private static HtmlReport Report(string[] names, List<IReadOnlyList<RobustnessPoint>> cards, DigitDataset digits)
    {
        var report = new HtmlReport(
            names.Length == 1 ? $"Robustness of {names[0]}" : "Robustness compared",
            $"Accuracy on {digits.Count:N0} test digits that come other than they were learned: one change at a time, in several strengths.");
        foreach (Disturbance disturbance in Disturbance.All)
        {
            Series[] lines =
            [
                .. cards.Select((card, i) => new Series(
                    names[i], [.. card.Where(point => point.Disturbance == disturbance.Name).Select(point => new FigurePoint(point.Strength, 100 * point.Accuracy))])),
            ];
            report.AddFigure(disturbance.Name, new LineChart(char.ToUpperInvariant(disturbance.Name[0]) + disturbance.Name[1..], new Axis(disturbance.Name, disturbance.Unit), new Axis("accuracy", "%", Min: 0, Max: 100), lines));
        }

        TableCells cells = Cells(names, cards);
        report.AddHeading("The numbers");
        report.AddTable(cells.Headings, cells.Rows);
        return report;
    }

    private static TableCells Cells(string[] names, List<IReadOnlyList<RobustnessPoint>> cards) => new(
        ["change", .. names],
        [
            .. cards[0].Select((point, i) => (string[])
            [
                $"{point.Disturbance} {point.Strength.ToString(CultureInfo.InvariantCulture)}{Disturbance.All.First(each => each.Name == point.Disturbance).Unit}",
                .. cards.Select(card => $"{100 * card[i].Accuracy:F2}%"),
            ]),
        ],
        FirstNumber: 1);

    private static string Markdown(string[] names, List<IReadOnlyList<RobustnessPoint>> cards, DigitDataset digits) =>
        $"# Robustness\n\nAccuracy on {digits.Count:N0} digits of {digits.Name}; one change at a time. Shifts go right and down by as many pixels each.\n\n{TableMarkdown.Of(Cells(names, cards))}";

    private static string Csv(string[] names, List<IReadOnlyList<RobustnessPoint>> cards)
    {
        var table = new CsvWriter("network", "change", "strength", "errors", "count", "accuracy");
        for (int i = 0; i < names.Length; i++)
        {
            foreach (RobustnessPoint point in cards[i])
            {
                table.AddRow(names[i], point.Disturbance, point.Strength, point.Errors, point.Count, point.Accuracy);
            }
        }

        return table.ToString();
    }

    // Networks of one name are told apart by where they come from.
    private static string[] Names(IReadOnlyList<TestedModel> models) =>
        [.. models.Select(model => models.Count(other => other.Network.Name == model.Network.Name) == 1 ? model.Network.Name : model.Title)];

    private static DigitDataset Spread(DigitDataset digits, int? most) => most is int limit && limit < digits.Count
        ? digits.Select([.. Enumerable.Range(0, limit).Select(i => (int)((long)i * digits.Count / limit))])
        : digits;
}
