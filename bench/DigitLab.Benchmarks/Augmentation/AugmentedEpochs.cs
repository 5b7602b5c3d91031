using System.Diagnostics;
using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Benchmarks;

/// <summary>Augmentation's share of an epoch: training steps on plain and on augmented batches in turns, each assembled as the trainer does it.</summary>
internal static class AugmentedEpochs
{
    private static readonly string[] Networks = ["lenet5", "lenet53"];

    internal static void Run(DigitDataset digits, string list, int threads, double seconds)
    {
        Console.WriteLine($"\n### Share of an epoch by {list}: steps in turns for {seconds:F0} s ({threads} threads)\n");
        Console.WriteLine("| network | batch | plain, µs a digit | augmented | share | fastest tenth: plain | augmented | share |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        using var workers = new Workers(threads);
        foreach (string name in Networks)
        {
            MeasuredNetwork network = MeasuredNetwork.Named(name);
            (double[] plain, double[] augmented) = Measure(network, digits, list, workers, seconds);
            Console.WriteLine($"| {name} | {network.Batch} | {Cells(Median.Of(plain), Median.Of(augmented))} | {Cells(FastestTenth(plain), FastestTenth(augmented))} |");
        }
    }

    private static string Cells(double plain, double augmented) => $"{plain:F1} | {augmented:F1} | {1 - (plain / augmented):P1}";

    // Where other programs' work disturbs the median, it shows the steps that they left alone.
    private static double FastestTenth(double[] times) => times.Order().ElementAt(times.Length / 10);

    private static (double[] Plain, double[] Augmented) Measure(MeasuredNetwork measured, DigitDataset digits, string list, Workers workers, double seconds)
    {
        Network network = measured.Model.Build();
        network.Initialize(seed: 1);
        NetworkPlan plan = network.ForTraining(measured.Batch, workers);
        var optimizer = new Adam(network.Parameters, new AdamSettings());
        var loss = new SoftmaxCrossEntropy();
        BatchLoader[] loaders = [Loader(null), Loader(new DigitAugmentation(AugmentationParser.Parse(list)!))];
        List<double>[] times = [[], []];
        var clock = Stopwatch.StartNew();
        while (times[1].Count < 5 || clock.Elapsed.TotalSeconds < seconds)
        {
            for (int i = 0; i < loaders.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                Batch batch = loaders[i].Next();
                batch.Images.Span.CopyTo(plan.Input.Span);
                network.ClearGradients();
                plan.Forward();
                loss.Compute(plan.Output, batch.Labels, plan.OutputGradient, workers);
                plan.BackwardAndStep(optimizer, 1e-6);
                times[i].Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / measured.Batch);
            }
        }

        // The first half warms: the runtime recompiles the kernels meanwhile.
        return ([.. times[0].Skip(times[0].Count / 2)], [.. times[1].Skip(times[1].Count / 2)]);

        BatchLoader Loader(DigitAugmentation? augmentation) => new(
            digits,
            InputNormalization.Standard(0.1307f, 0.3081f),   // MNIST's mean and deviation
            new BatchSettings(measured.Batch, DropsLast: true, Augmentation: augmentation),
            workers);
    }
}
