using System.CommandLine;
using DigitLab.Cli.Labels;
using DigitLab.Cli.Options;
using DigitLab.Training;
using DigitLab.Zoo;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab labels</c>.</summary>
internal static class LabelsCommand
{
    private const int UsualFolds = 5;
    private const int UsualEpochs = 6;

    internal static Command Create()
    {
        var networks = new Option<string[]>("--networks")
        {
            Description = "Networks of the zoo whose predictions are averaged (lenet53 if not given).",
            HelpName = "NAME,…",
            DefaultValueFactory = _ => ["lenet53"],
        };
        var folds = new Option<int>("--folds") { Description = $"In how many parts; each is read by networks that learned from the others ({UsualFolds} if not given).", HelpName = "N", DefaultValueFactory = _ => UsualFolds };
        var epochs = new Option<int>("--max-epochs", "-e") { Description = $"Epochs of each training ({UsualEpochs} if not given).", HelpName = "N", DefaultValueFactory = _ => UsualEpochs };
        var recipe = new Option<RecipeKind>("--recipe") { Description = "How the networks are trained (digitlab if not given).", DefaultValueFactory = _ => RecipeKind.Digitlab };
        var seed = new Option<ulong>("--seed", "-d") { Description = "The seed of everything random.", HelpName = "SEED", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--output", "-o") { Description = "The folder for labels.json, the sheets and the trainings, which go on where they were (labels if not given).", HelpName = "FOLDER", DefaultValueFactory = _ => "labels" };
        Option<int?> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json(), verbose = CommonOptions.Verbose();
        var digits = new DigitOptions();
        var command = new Command("labels", "Find doubtful labels among all training and test digits, by predictions of networks that have not learned from them.")
        {
            networks, folds, epochs, recipe, seed, output, threads, json, verbose,
        };
        digits.AddTo(command);
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(parsed.GetValue(verbose), () => LabelDoctor.Run(new LabelsRequest(
            [.. parsed.GetValue(networks)!.SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(name => ModelZoo.Find(name).Name).Distinct()],
            parsed.GetValue(folds) is >= 2 and <= 100 and int parts ? parts : throw new UsageException($"--folds {parsed.GetValue(folds)}: expected 2 to 100."),
            CommonOptions.AtLeastOne("--max-epochs", parsed.GetValue(epochs)),
            parsed.GetValue(recipe),
            parsed.GetValue(seed),
            parsed.GetValue(output)!,
            digits.Read(parsed),
            CommonOptions.ReadThreads(parsed, threads),
            parsed.GetValue(json)))));
        return command;
    }
}
