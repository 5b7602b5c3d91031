using System.Diagnostics;
using System.Globalization;
using DigitLab.Data;
using DigitLab.Imaging;

namespace DigitLab.Benchmarks;

/// <summary>How long one picture takes: the first after a process starts, and later ones.</summary>
internal static class ReadTimes
{
    /// <summary>The hidden command that a process of its own is started with.</summary>
    internal const string FirstCall = "first-call";

    private const int Starts = 20;
    private const int Rounds = 500;
    private static readonly (int Width, int Height)[] Sizes = [(28, 28), (100, 100), (400, 400), (1000, 1000)];

    internal static void Run(DigitRecognizer recognizer, DigitDataset test)
    {
        Console.WriteLine();
        Console.WriteLine("One picture of one digit, median");
        foreach ((int width, int height) in Sizes)
        {
            var times = new List<double>();
            for (int i = 0; i < Rounds * 28 / width; i++)
            {
                ColorImage picture = Resampler.Resize(new GrayImage(28, 28, test.Image(i)), width, height).ToColor();
                var watch = Stopwatch.StartNew();
                recognizer.TryRecognize(picture);
                times.Add(watch.Elapsed.TotalMilliseconds);
            }

            Console.WriteLine($"  {$"{width}×{height}",-10} {Median.Of(times):F2} ms");
        }

        string file = Path.GetTempFileName();
        try
        {
            PictureFile.SavePng(file, new GrayImage(28, 28, test.Image(0)));
            double first = Median.Of([.. Enumerable.Range(0, Starts).Select(_ => StartAndRead(file))]);
            Console.WriteLine($"  the first of a process, 28×28, from the process's start: {first:F0} ms, median of {Starts} starts");
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Reads a picture and tells how old the process is then.</summary>
    internal static void TellFirst(string file)
    {
        using var recognizer = DigitRecognizer.Load();
        recognizer.Recognize(file);
        Console.WriteLine((DateTime.Now - Process.GetCurrentProcess().StartTime).TotalMilliseconds.ToString("F1", CultureInfo.InvariantCulture));
    }

    private static double StartAndRead(string file)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ReadTimes).Assembly.Location, FirstCall, file]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(output, CultureInfo.InvariantCulture);
    }
}
