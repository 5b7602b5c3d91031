using System.CommandLine;
using DigitLab.Data;

namespace DigitLab.Benchmarks;

/// <summary><c>reading</c>: what the recognizer does with pictures, and how fast.</summary>
internal static class ReadingCommand
{
    internal static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "The folder with MNIST's four files.", HelpName = "FOLDER" };
        var signs = new Option<int>("--signs") { Description = "Rendered pictures of each kind.", DefaultValueFactory = _ => 2_000 };
        var pages = new Option<int>("--pages") { Description = "Rendered pages of each paper.", DefaultValueFactory = _ => 10 };
        var command = new Command("reading", "What the recognizer does with MNIST's test digits, with rendered signs and pages, and how fast.") { data, signs, pages };
        command.SetAction(parsed => BenchmarkFailures.Report(() =>
        {
            Console.WriteLine(MachineReport.Describe(Environment.ProcessorCount));
            DigitDataset test = DigitSets.Find(DatasetChoice.Mnist, parsed.GetValue(data)).Test;
            using var recognizer = DigitRecognizer.Load();
            ReadDigits.Run(recognizer, test);
            ReadSigns.Run(recognizer, test, MeasuringOptions.ReadRounds(parsed, signs));
            ReadPages.Run(recognizer, test, MeasuringOptions.ReadRounds(parsed, pages));
            ReadTimes.Run(recognizer, test);
        }));
        return command;
    }

    /// <summary>What <c>reading</c> starts processes of its own with.</summary>
    internal static Command CreateFirstCall()
    {
        var file = new Argument<string>("FILE");
        var command = new Command(ReadTimes.FirstCall, "Reads one picture and prints the process's age in milliseconds.") { file };
        command.Hidden = true;
        command.SetAction(parsed => BenchmarkFailures.Report(() => ReadTimes.TellFirst(parsed.GetValue(file)!)));
        return command;
    }
}
