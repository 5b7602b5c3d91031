using System.CommandLine;
using DigitLab.Cli.Options;
using DigitLab.Cli.Weights;
using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab weights</c>.</summary>
internal static class WeightsCommand
{
    internal static Command Create()
    {
        var output = new Option<string>("--output", "-o") { Description = "The folder for the file (src/DigitLab/Weights if not given).", HelpName = "FOLDER", DefaultValueFactory = _ => "src/DigitLab/Weights" };
        var run = new Option<string?>("--run") { Description = "Take a network that reads from a run, with a temperature fitted on the digits that the run held back; without this the network that tells digits from other signs is trained.", HelpName = "RUN" };
        var network = new Option<BuiltInNetwork>("--network") { Description = "Which of the networks that read it is to be: reader or lenet5 (reader if not given)." };
        var pictures = new Option<int>("--pictures", "-n") { Description = "Rendered digits, and as many other signs, to learn from (60000 if not given).", HelpName = "N", DefaultValueFactory = _ => 60_000 };
        var epochs = new Option<int>("--judge-epochs", "-e") { Description = "Epochs of the network that tells digits from other signs (12 if not given).", HelpName = "N", DefaultValueFactory = _ => 12 };
        var seed = new Option<ulong>("--seed", "-d") { Description = "The seed of everything random.", HelpName = "SEED", DefaultValueFactory = _ => 1 };
        Option<bool> verbose = CommonOptions.Verbose();
        Option<int?> threads = CommonOptions.Threads();
        var data = new Option<string?>("--data") { Description = "The folder with MNIST's four files.", HelpName = "FOLDER" };
        var command = new Command("weights", "Make the networks that the recognizer comes with: those that read from runs, the judge from MNIST and rendered pictures.")
        {
            output, run, network, pictures, epochs, seed, threads, data, verbose,
        };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(parsed.GetValue(verbose), () =>
        {
            bool isReader = parsed.GetValue(run) is not null;
            Option[] others = isReader ? [pictures, epochs, seed] : [network];
            if (others.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is Option given)
            {
                throw new UsageException(isReader ? $"{given.Name} does not go with --run: the run has its own settings." : $"{given.Name} needs --run RUN: name the run to take it from.");
            }

            return Run(
                new WeightsRequest(
                    parsed.GetValue(output)!,
                    parsed.GetValue(run),
                    parsed.GetValue(network),
                    CommonOptions.AtLeastOne("--pictures", parsed.GetValue(pictures)),
                    CommonOptions.AtLeastOne("--judge-epochs", parsed.GetValue(epochs)),
                    parsed.GetValue(seed)),
                parsed.GetValue(data),
                CommonOptions.ReadThreads(parsed, threads));
        }));
        return command;
    }

    private static int Run(WeightsRequest request, string? data, int threads)
    {
        if (!Directory.Exists(request.Folder))
        {
            throw new UsageException($"-o {request.Folder}: there is no such folder: make it, or name another.");
        }

        string dataset = request.Run is string run ? RunFolder.ConfigurationOf(run).Dataset : DigitSets.Mnist;
        DigitSets digits = FoundDigits.For(DigitRequest.For(dataset, data), isJson: false);
        using var workers = new Workers(threads);
        new RecognizerWeights(request, digits, workers, threads, Console.Out).Make();
        return ExitCode.Success;
    }
}
