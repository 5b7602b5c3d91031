using System.CommandLine;
using DigitLab.Cli.Options;
using DigitLab.Cli.Weights;
using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Zoo;

namespace DigitLab.Cli.Commands;

/// <summary><c>digitlab weights</c>.</summary>
internal static class WeightsCommand
{
    internal static Command Create()
    {
        var output = new Option<string>("--output", "-o") { Description = "The folder for the two files (src/DigitLab/Weights if not given).", HelpName = "FOLDER", DefaultValueFactory = _ => "src/DigitLab/Weights" };
        var model = new Option<string>("--model", "-m") { Description = "The network of the zoo that reads (lenet53 if not given).", HelpName = "MODEL", DefaultValueFactory = _ => "lenet53" };
        var pictures = new Option<int>("--pictures", "-n") { Description = "Rendered digits, and as many other signs, to learn from (60000 if not given).", HelpName = "N", DefaultValueFactory = _ => 60_000 };
        var epochs = new Option<int>("--epochs", "-e") { Description = "Epochs of the network that reads (18 if not given).", HelpName = "N", DefaultValueFactory = _ => 18 };
        var judgeEpochs = new Option<int>("--judge-epochs") { Description = "Epochs of the network that tells digits from other signs (12 if not given).", HelpName = "N", DefaultValueFactory = _ => 12 };
        var seed = new Option<ulong>("--seed", "-d") { Description = "The seed of everything random.", HelpName = "SEED", DefaultValueFactory = _ => 1 };
        var part = new Option<WeightsPart>("--part") { Description = "Which network to make: both, reader or judge (both if not given).", HelpName = "PART" };
        Option<bool> verbose = CommonOptions.Verbose();
        Option<int?> threads = CommonOptions.Threads();
        var data = new Option<string?>("--data") { Description = "The folder with MNIST's four files.", HelpName = "FOLDER" };
        var command = new Command("weights", "Make the networks that the recognizer comes with, from MNIST and rendered pictures.")
        {
            output, part, model, pictures, epochs, judgeEpochs, seed, threads, data, verbose,
        };
        command.SetAction((parsed, cancellation) => Failures.ReportAsync(parsed.GetValue(verbose), () => Run(
            new WeightsRequest(
                parsed.GetValue(output)!,
                ModelZoo.Find(parsed.GetValue(model)!).Name,
                Positive("--pictures", parsed.GetValue(pictures)),
                Positive("--epochs", parsed.GetValue(epochs)),
                Positive("--judge-epochs", parsed.GetValue(judgeEpochs)),
                parsed.GetValue(seed),
                parsed.GetValue(part)),
            parsed.GetValue(data),
            CommonOptions.ReadThreads(parsed, threads))));
        return command;
    }

    private static int Run(WeightsRequest request, string? data, int threads)
    {
        if (!Directory.Exists(request.Folder))
        {
            throw new UsageException($"-o {request.Folder}: there is no such folder: make it, or name another.");
        }

        DigitDataset written = DigitSets.Find(DatasetChoice.Mnist, data).Training;
        using var workers = new Workers(threads);
        new RecognizerWeights(request, written, workers, threads, Console.Out).Make();
        return ExitCode.Success;
    }

    private static int Positive(string option, int value) =>
        value >= 1 ? value : throw new UsageException($"{option} {value}: expected at least 1.");
}
