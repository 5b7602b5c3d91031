using System.CommandLine;
using System.Diagnostics;
using DigitLab.Cli.Options;
using DigitLab.Cli.Output;
using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab race --target 99 --seeds 30</c>.</summary>
internal static class RaceCommand
{
    private const int MostSeeds = 1000;

    internal static Command Create()
    {
        string targets = string.Join(", ", RaceRecipes.All.Select(recipe => recipe.Name));
        var target = new Option<string>("--target") { Description = $"The mean test accuracy to reach, in percent: {targets}.", HelpName = "PERCENT", DefaultValueFactory = _ => RaceRecipes.All[0].Name };
        var seeds = new Option<int?>("--seeds") { Description = "How many seeds, from 1; the target's own number if not given.", HelpName = "N" };
        var heldOut = new Option<int>("--hold-out") { Description = "Read the last N training digits, held back, instead of the test digits: to tune by.", HelpName = "N" };
        Option<bool> json = CommonOptions.Json();
        Option<int?> threads = CommonOptions.Threads();
        var digits = new DigitOptions();
        var command = new Command("race", "Train to a target accuracy against the clock, seed after seed.") { target, seeds, heldOut, threads, json };
        digits.AddTo(command);
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(isVerbose: false, () => Run(
            Recipe(parsed.GetValue(target)!),
            parsed.GetValue(seeds),
            parsed.GetValue(heldOut),
            digits.Read(parsed),
            CommonOptions.ReadThreads(parsed, threads),
            parsed.GetValue(json))));
        return command;
    }

    private static RaceRecipe Recipe(string target)
    {
        try
        {
            return RaceRecipes.Find(target);
        }
        catch (KeyNotFoundException exception)
        {
            throw new UsageException($"--target {target}: {exception.Message}");
        }
    }

    private static int Run(RaceRecipe recipe, int? chosenSeeds, int heldOut, DigitRequest request, int threads, bool isJson)
    {
        int seeds = chosenSeeds ?? recipe.Seeds;
        if (seeds is < 1 or > MostSeeds)
        {
            throw new UsageException($"--seeds {seeds}: expected 1 to {MostSeeds}.");
        }

        double startUp = (DateTime.Now - Process.GetCurrentProcess().StartTime).TotalSeconds;
        long start = Stopwatch.GetTimestamp();
        DigitSets digits = FoundDigits.For(request, isJson);
        if (heldOut < 0 || heldOut >= digits.Training.Count)
        {
            throw new UsageException($"--hold-out {heldOut}: expected 0 to {digits.Training.Count - 1} digits.");
        }

        DigitDataset training = digits.Training.Take(digits.Training.Count - heldOut);
        DigitDataset unseen = heldOut == 0 ? digits.Test : digits.Training.Range(training.Count, heldOut);
        using var workers = new Workers(threads);
        var race = new Race(recipe, training, unseen, workers);
        double loading = Stopwatch.GetElapsedTime(start).TotalSeconds;
        start = Stopwatch.GetTimestamp();
        race.WarmUp();
        var report = new RaceReport(recipe, digits.Name, training.Count, heldOut, MachineDescription.Here(workers), startUp, loading, Stopwatch.GetElapsedTime(start).TotalSeconds);
        if (!isJson)
        {
            report.WriteStart();
        }

        var runs = new List<RaceRun>();
        for (ulong seed = 1; seed <= (ulong)seeds; seed++)
        {
            runs.Add(race.Run(seed));
            if (!isJson)
            {
                RaceReport.Write(runs[^1]);
            }
        }

        var result = new RaceResult(runs, recipe.Target);
        if (isJson)
        {
            report.WriteJson(result);
        }
        else
        {
            report.Write(result);
        }

        return ExitCode.Success;
    }
}
