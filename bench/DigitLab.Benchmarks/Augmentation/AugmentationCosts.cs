using System.Diagnostics;
using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Benchmarks;

/// <summary>Microseconds of one thread for a digit of 28×28 pixels, all changes of a list together and each kind alone.</summary>
internal static class AugmentationCosts
{
    private static readonly string[] Alone =
    [
        "rotation=10", "shift=2:whole", "rotation=10,shift=2,shear=5,zoom=0.1", "elastic=34:4", "thickness=0.5", "blur=1", "noise=0.1", "erase=1", "share=0",
    ];

    internal static void Run(DigitDataset digits, string list, int rounds)
    {
        Console.WriteLine($"\n### Microseconds a digit, one thread: median and least of {rounds} rounds of {digits.Count} digits in turns\n");
        Console.WriteLine("| changes | µs | least |");
        Console.WriteLine("| --- | ---: | ---: |");
        string[] lists = [list, .. Alone];
        DigitAugmentation[] augmentations = [.. lists.Select(text => new DigitAugmentation(AugmentationParser.Parse(text)!))];
        List<double>[] times = [.. lists.Select(_ => new List<double>())];
        for (int round = -2; round < rounds; round++)   // the first two warm
        {
            for (int i = 0; i < lists.Length; i++)
            {
                double microseconds = Measure(digits, augmentations[i], Math.Max(round, 0));
                if (round >= 0)
                {
                    times[i].Add(microseconds);
                }
            }
        }

        for (int i = 0; i < lists.Length; i++)
        {
            Console.WriteLine($"| {lists[i]} | {Median.Of(times[i]):F2} | {times[i].Min():F2} |");
        }
    }

    private static double Measure(DigitDataset digits, DigitAugmentation augmentation, int epoch)
    {
        byte[] output = new byte[digits.Height * digits.Width];
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < digits.Count; i++)
        {
            augmentation.Apply(digits.Image(i), digits.Height, digits.Width, output, new RandomKey(1, RandomPurpose.Augmentation, epoch, i));
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / digits.Count;
    }
}
