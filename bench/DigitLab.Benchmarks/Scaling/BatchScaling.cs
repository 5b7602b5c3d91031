using DigitLab.Neural;

namespace DigitLab.Benchmarks;

/// <summary>Rates with batches of 1 … 1024, the same for training and inference.</summary>
internal static class BatchScaling
{
    private static readonly string[] Networks = ["lenet5", "fast"];
    private static readonly int[] Batches = [1, 4, 16, 64, 256, 1024];

    internal static void Run(MeasuringSettings settings)
    {
        Console.WriteLine($"\n### Batch: microseconds a digit ({settings.Threads} threads, medians of {settings.Rounds} rounds in turns)\n");
        Console.WriteLine("| network | batch | training, digits/s | µs a digit | inference, digits/s | µs a digit |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        using var workers = new Workers(settings.Threads);
        foreach (string name in Networks)
        {
            MeasuredNetwork network = MeasuredNetwork.Named(name);
            DigitLabContestant[] contestants =
            [
                .. Batches.Select(batch => new DigitLabContestant(
                    network with { Batch = batch, InferenceBatch = batch }, workers, settings.Seconds, Question.Training, Question.Inference)),
            ];
            var training = ScaledRates.Of(contestants, Question.Training, settings.Rounds);
            var inference = ScaledRates.Of(contestants, Question.Inference, settings.Rounds);
            for (int i = 0; i < Batches.Length; i++)
            {
                Console.WriteLine(
                    $"| {name} | {Batches[i]} | {training.Rate(i):N0} | {1e6 / training.Rate(i):N1} | {inference.Rate(i):N0} | {1e6 / inference.Rate(i):N1} |");
            }
        }
    }
}
