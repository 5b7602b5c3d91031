using System.CommandLine;
using DigitLab.Neural;

namespace DigitLab.Benchmarks;

/// <summary><c>shares [MODEL...]</c>.</summary>
internal static class SharesCommand
{
    internal static Command Create()
    {
        var models = new Argument<string[]>("MODEL") { Description = "Networks of the zoo; the seven of the targets if none is named.", Arity = ArgumentArity.ZeroOrMore };
        Option<int> threads = MeasuringOptions.Threads();
        Option<double> seconds = MeasuringOptions.Seconds(2);
        var command = new Command("shares", "Where each network's time goes, by kinds of layers (digitlab profile has one network's layers).") { models, threads, seconds };
        command.SetAction(parsed => BenchmarkFailures.Report(() =>
        {
            string[] names = parsed.GetValue(models)!;
            MeasuredNetwork[] networks = names.Length == 0 ? [.. MeasuredNetwork.OfTheTargets] : [.. names.Select(MeasuredNetwork.Named)];
            Run(networks, MeasuringOptions.Read(parsed, threads), TimeSpan.FromSeconds(MeasuringOptions.Read(parsed, seconds)));
        }));
        return command;
    }

    private static void Run(MeasuredNetwork[] networks, int threads, TimeSpan duration)
    {
        Console.WriteLine(MachineReport.Describe(threads));
        using var workers = new Workers(threads);
        TimeShares[] training = new TimeShares[networks.Length], inference = new TimeShares[networks.Length];
        for (int i = 0; i < networks.Length; i++)
        {
            Console.Error.WriteLine($"{networks[i].Model.Name} ...");
            Network network = networks[i].Model.Build();
            NetworkProfile profile = NetworkProfile.Measure(network, networks[i].Batch, workers, duration);
            training[i] = TimeShares.OfTraining(network, profile);
            inference[i] = TimeShares.OfInference(network, profile);
        }

        Write("Training: shares of a step", networks, training);
        Write("Inference: shares of a forward pass, with the same batches", networks, inference);
    }

    private static void Write(string title, MeasuredNetwork[] networks, TimeShares[] shares)
    {
        string[] kinds = [.. TimeShares.Kinds.Where(kind => shares.Any(each => each.Of(kind) > 0))];
        Console.WriteLine($"\n### {title}\n");
        Console.WriteLine($"| network | batch | ms | GFLOP/s |{string.Concat(kinds.Select(kind => $" {kind} |"))}");
        Console.WriteLine($"| --- | ---: | ---: | ---: |{string.Concat(kinds.Select(_ => " ---: |"))}");
        for (int i = 0; i < networks.Length; i++)
        {
            string cells = string.Concat(kinds.Select(kind => $" {100 * shares[i].Of(kind) / shares[i].TotalMs:F1}% |"));
            Console.WriteLine($"| {networks[i].Model.Name} | {networks[i].Batch} | {shares[i].TotalMs:F2} | {shares[i].Gflops:F0} |{cells}");
        }
    }
}
