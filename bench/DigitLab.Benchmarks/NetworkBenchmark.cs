using System.Runtime.InteropServices;
using DigitLab.Neural;
using DigitLab.Zoo;

namespace DigitLab.Benchmarks;

/// <summary>Digits per second for each network of the zoo, ours and PyTorch's measured in turns, medians over the rounds.</summary>
/// <remarks>In turns, because the machines are shared: what slows one side for a while slows the other as well.</remarks>
internal static class NetworkBenchmark
{
    internal static int Run(int threads, int rounds, bool withPeers)
    {
        Console.WriteLine(
            $"{DateTime.UtcNow:yyyy-MM-dd}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, {VectorWidth.Name}, "
            + $"{RuntimeInformation.FrameworkDescription}; {threads} threads, median of {rounds} rounds");
        Console.WriteLine("| network | batch | training | inference | PyTorch training | PyTorch inference | training ratio | inference ratio |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (ZooModel model in ModelZoo.All)
        {
            Console.WriteLine(Row(model, threads, rounds, withPeers));
        }

        return 0;
    }

    private static string Row(ZooModel model, int threads, int rounds, bool withPeers)
    {
        int batch = BatchOf(model.Name);
        using var workers = new Workers(threads);
        var ours = new NetworkStopwatch(model.Build(), batch, workers);
        List<double> training = [], inference = [], peerTraining = [], peerInference = [];
        for (int round = 0; round < rounds; round++)
        {
            training.Add(ours.TrainingRate());
            inference.Add(ours.InferenceRate());
            if (withPeers)
            {
                (double peerTrains, double peerInfers) = PyTorchPeer.Measure(model.Name, batch, threads);
                peerTraining.Add(peerTrains);
                peerInference.Add(peerInfers);
            }
        }

        string peers = withPeers
            ? $"{Median(peerTraining):N0} | {Median(peerInference):N0} | {Median(training) / Median(peerTraining):F2} | {Median(inference) / Median(peerInference):F2}"
            : "| | |";
        return $"| {model.Name} | {batch} | {Median(training):N0} | {Median(inference):N0} | {peers} |";
    }

    private static int BatchOf(string model) => model switch
    {
        "convnet1" => 50,
        "fast" => 256,
        _ => 128,
    };

    private static double Median(List<double> values)
    {
        values.Sort();
        return values.Count % 2 == 1 ? values[values.Count / 2] : (values[(values.Count / 2) - 1] + values[values.Count / 2]) / 2;
    }
}
