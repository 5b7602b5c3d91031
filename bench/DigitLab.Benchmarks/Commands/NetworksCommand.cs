using System.CommandLine;

namespace DigitLab.Benchmarks;

/// <summary><c>networks [MODEL...] [--peers]</c>.</summary>
internal static class NetworksCommand
{
    internal static Command Create()
    {
        var models = new Argument<string[]>("MODEL") { Description = "Networks of the zoo; the seven of the targets if none is named.", Arity = ArgumentArity.ZeroOrMore };
        var peers = new Option<bool>("--peers") { Description = "Measure ONNX Runtime and PyTorch too, in turns with us." };
        var withoutPyTorch = new Option<bool>("--no-pytorch") { Description = "Of the peers, leave out PyTorch, whose warming takes longest." };
        var rounds = new Option<int>("--rounds") { Description = "How often each side is measured.", DefaultValueFactory = _ => 5 };
        Option<int> threads = MeasuringOptions.Threads();
        Option<double> seconds = MeasuringOptions.Seconds(1);
        var command = new Command("networks", "Training, inference and one image's latency, for whole networks.") { models, peers, withoutPyTorch, threads, rounds, seconds };
        command.SetAction(parsed => BenchmarkFailures.Report(() =>
        {
            string[] names = parsed.GetValue(models)!;
            MeasuredNetwork[] networks = names.Length == 0 ? [.. MeasuredNetwork.OfTheTargets] : [.. names.Select(MeasuredNetwork.Named)];
            var settings = new MeasuringSettings(MeasuringOptions.Read(parsed, threads), MeasuringOptions.Read(parsed, seconds))
            {
                Rounds = MeasuringOptions.ReadRounds(parsed, rounds),
            };
            bool withPeers = parsed.GetValue(peers);
            NetworksBenchmark.Run(networks, settings, withPeers, withPeers && !parsed.GetValue(withoutPyTorch));
        }));
        return command;
    }
}
