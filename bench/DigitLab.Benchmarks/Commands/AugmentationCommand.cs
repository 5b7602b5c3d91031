using System.CommandLine;
using DigitLab.Data;

namespace DigitLab.Benchmarks;

/// <summary><c>augmentation [--augment LIST]</c>.</summary>
internal static class AugmentationCommand
{
    private const string Usual = "rotation=10,shift=2,shear=5,zoom=0.1,elastic=34:4";
    private const int Digits = 2_000;

    internal static Command Create()
    {
        var augment = new Option<string>("--augment") { Description = "What is measured beside each change alone.", DefaultValueFactory = _ => Usual };
        var rounds = new Option<int>("--rounds") { Description = "How often each change is measured.", DefaultValueFactory = _ => 5 };
        Option<int> threads = MeasuringOptions.Threads();
        Option<double> seconds = MeasuringOptions.Seconds(5);
        var command = new Command("augmentation", "What augmentation costs: microseconds a digit, and its share of an epoch of lenet5 and lenet53.") { augment, rounds, threads, seconds };
        command.SetAction(parsed => BenchmarkFailures.Report(() =>
        {
            string list = AugmentationParser.Parse(parsed.GetValue(augment)!)?.ToString() ?? throw new ArgumentException("--augment none: there is nothing to measure.");
            int crew = MeasuringOptions.Read(parsed, threads);
            Console.WriteLine(MachineReport.Describe(crew));
            DigitDataset digits = SyntheticDigits.Create(Digits, seed: 1);
            AugmentationCosts.Run(digits, list, MeasuringOptions.ReadRounds(parsed, rounds));
            AugmentedEpochs.Run(digits, list, crew, MeasuringOptions.Read(parsed, seconds));
        }));
        return command;
    }
}
