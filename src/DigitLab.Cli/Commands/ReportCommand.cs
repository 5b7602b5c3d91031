using System.CommandLine;
using DigitLab.Cli.Options;
using DigitLab.Cli.Output;
using DigitLab.Data;
using DigitLab.Insight;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab report RUN...</c></summary>
internal static class ReportCommand
{
    internal static Command Create()
    {
        var runs = new Argument<string[]>("RUN") { Description = "The folders of one run, or of several to compare.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string?>("--output", "-o") { Description = "The folder for report.html and its figures; the first run's if not given.", HelpName = "FOLDER" };
        var noTest = new Option<bool>("--no-test") { Description = "Leave out what needs the test digits to be read." };
        Option<bool> csv = CommonOptions.Csv(), json = CommonOptions.Json(), verbose = CommonOptions.Verbose();
        Option<int?> threads = CommonOptions.Threads();
        var folder = new Option<string?>("--data") { Description = "The folder with MNIST's four files.", HelpName = "FOLDER" };
        var command = new Command("report", "Tell a run's story in one page: what was trained, on what, how well it went, where it errs; or compare several.")
        {
            runs, output, noTest, csv, folder, threads, json, verbose,
        };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(parsed.GetValue(verbose), () =>
        {
            using var workers = new Workers(CommonOptions.ReadThreads(parsed, threads));
            string[] named = parsed.GetValue(runs)!;
            return Run(named, parsed.GetValue(output) ?? named[0], parsed.GetValue(noTest), parsed.GetValue(csv), parsed.GetValue(folder), workers, parsed.GetValue(json));
        }));
        return command;
    }

    private static int Run(string[] folders, string output, bool isUntested, bool withCsv, string? data, Workers workers, bool isJson)
    {
        var trained = new List<TrainedRun>();
        foreach (string folder in folders)
        {
            TrainedRun run = RunReader.Read(folder);
            string name = trained.Any(other => other.Name == run.Name) ? folder : run.Name;
            DigitDataset? test = isUntested ? null : FoundDigits.TestFor(DigitRequest.For(run.Dataset, data), isJson);
            DigitReadings? readings = test is null ? null : DigitReadings.Of(run.Network, test, workers);
            if (readings is not null)
            {
                TestReadings.Add(folder, "report", WeightsHash.Of(run.Network), readings.Errors.Count, readings.Digits.Count);
            }

            trained.Add(run with { Name = name, Readings = readings });
        }

        string path = RunReport.Of(trained).Save(output, withCsv);
        if (isJson)
        {
            CliJson.Write(new
            {
                Report = path,
                Runs = trained.Select(run => new { run.Name, run.Epochs.Count, run.BestEpoch, Test = run.Readings is null ? null : new { run.Readings.Accuracy, Errors = run.Readings.Errors.Count, CalibrationError = run.Readings.CalibrationError() } }),
            });
        }
        else
        {
            Console.WriteLine(path);
        }

        return ExitCode.Success;
    }
}
