using System.CommandLine;
using DigitLab.Cli.Options;
using DigitLab.Cli.Output;
using DigitLab.Cli.Testing;
using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Training;
using Spectre.Console;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab test -l FILE</c>.</summary>
internal static class TestCommand
{
    internal static Command Create()
    {
        var load = new Option<string?>("--load-model", "-l") { Description = "The model file or run's folder to test, or lenet5, which comes along; the recognizer's own network if not given.", HelpName = "FILE" };
        Option<bool> json = CommonOptions.Json(), verbose = CommonOptions.Verbose();
        Option<int?> threads = CommonOptions.Threads();
        var digits = new DigitOptions();
        var command = new Command("test", "Test a trained network: accuracy, what is taken for what, precision and recall of each digit.")
        {
            load,
            threads,
            json,
            verbose,
        };
        digits.AddTo(command);
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(
            parsed.GetValue(verbose),
            () => Test(parsed.GetValue(load), digits.Read(parsed), CommonOptions.ReadThreads(parsed, threads), parsed.GetValue(json))));
        return command;
    }

    private static int Test(string? path, DigitRequest request, int threads, bool isJson)
    {
        var model = TestedModel.Load(path);
        Network network = model.Network;
        DigitSets digits = FoundDigits.For(request, isJson);
        using var workers = new Workers(threads);
        Evaluation evaluation = new Evaluator(network, workers).Evaluate(digits.Test);
        model.Note("test", digits.Test, evaluation.Errors.Count);
        var score = new TestScore(evaluation.Count, evaluation.Errors);
        if (isJson)
        {
            CliJson.Write(new
            {
                Model = network.Name,
                Dataset = digits.Name,
                WeightsSha256 = WeightsHash.Of(network),
                Test = evaluation,
                score.WithoutDoubtful,
                score.Students,
                score.Employees,
            });
        }
        else
        {
            EvaluationTables.Write(AnsiConsole.Console, evaluation);
            if (digits.Name == DigitSets.Mnist && score.WithoutDoubtful is double undoubted)
            {
                Console.WriteLine(
                    $"Students' digits {100 * score.Students!.Value:F2}%, employees' {100 * score.Employees!.Value:F2}%; without the 15 doubtful labels {100 * undoubted:F2}%");
            }

            Console.WriteLine($"Test {evaluation}");
        }

        return ExitCode.Success;
    }
}
