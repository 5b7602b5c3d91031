using System.CommandLine;
using DigitLab.Benchmarks;

var threads = new Option<int>("--threads") { Description = "Threads for us and for the peers.", DefaultValueFactory = _ => 2 };
var rounds = new Option<int>("--rounds") { Description = "How often each side is measured, in turns.", DefaultValueFactory = _ => 5 };
var peers = new Option<bool>("--peers") { Description = "Measure PyTorch too, in turns with us." };
var networks = new Command("networks", "Digits per second, training (forward, backward, Adam) and inference, for each network of the zoo.") { threads, rounds, peers };
networks.SetAction(parsed => NetworkBenchmark.Run(parsed.GetValue(threads), parsed.GetValue(rounds), parsed.GetValue(peers)));
return new RootCommand("DigitLab's speed, measured beside its peers'.") { networks }.Parse(args).Invoke();
