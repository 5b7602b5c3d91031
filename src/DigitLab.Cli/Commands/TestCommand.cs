using System.CommandLine;
using DigitLab.Cli.Options;
using DigitLab.Cli.Output;
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
        var load = new Option<string>("--load-model", "-l") { Description = "The model file to test.", HelpName = "FILE", Required = true };
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
            () => Test(parsed.GetValue(load)!, digits.Read(parsed), CommonOptions.ReadThreads(parsed, threads), parsed.GetValue(json))));
        return command;
    }

    private static int Test(string path, DigitRequest request, int threads, bool isJson)
    {
        Network network = ModelFile.Load(path);
        DigitSets digits = FoundDigits.For(request, isJson);
        using var workers = new Workers(threads);
        Evaluation evaluation = new Evaluator(network, workers).Evaluate(digits.Test);
        if (isJson)
        {
            CliJson.Write(new { Model = network.Name, Dataset = digits.Name, WeightsSha256 = WeightsHash.Of(network), Test = evaluation });
        }
        else
        {
            EvaluationTables.Write(AnsiConsole.Console, evaluation);
            Console.WriteLine($"Test {evaluation}");
        }

        return ExitCode.Success;
    }
}
