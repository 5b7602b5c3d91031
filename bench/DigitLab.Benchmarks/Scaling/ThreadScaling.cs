using DigitLab.Neural;

namespace DigitLab.Benchmarks;

/// <summary>Rates with 1 … N threads, measured in turns, as multiples of one thread's.</summary>
internal static class ThreadScaling
{
    private static readonly string[] Networks = ["lenet5", "fast", "m3"];

    internal static void Run(MeasuringSettings settings)
    {
        Console.WriteLine($"\n### Threads: digits per second, and as a multiple of one thread's (medians of {settings.Rounds} rounds in turns)\n");
        Console.WriteLine("| network | batch | threads | training | × | inference | × |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        Workers[] workers = [.. CountsTo(settings.Threads).Select(count => new Workers(count))];
        MeasureLimit(workers, settings);
        foreach (string name in Networks)
        {
            Measure(MeasuredNetwork.Named(name), workers, settings);
        }

        foreach (Workers each in workers)
        {
            each.Dispose();
        }
    }

    // What the machine itself gives to more threads: a processor that slows down when all its cores multiply gives less than their number.
    private static void MeasureLimit(Workers[] workers, MeasuringSettings settings)
    {
        var limit = new ScaledRates(workers.Select<Workers, Func<double>>(each => () => MultiplyAddPeak.MeasureGflops(each, settings.Seconds)), settings.Rounds);
        for (int i = 0; i < workers.Length; i++)
        {
            Console.WriteLine($"| *multiply-adds alone* | | {workers[i].Threads} | {limit.Rate(i):N0} GFLOP/s | {limit.TimesTheFirst(i):N2} | | |");
        }
    }

    private static void Measure(MeasuredNetwork network, Workers[] workers, MeasuringSettings settings)
    {
        DigitLabContestant[] contestants =
            [.. workers.Select(each => new DigitLabContestant(network, each, settings.Seconds, Question.Training, Question.Inference))];
        var training = ScaledRates.Of(contestants, Question.Training, settings.Rounds);
        var inference = ScaledRates.Of(contestants, Question.Inference, settings.Rounds);
        for (int i = 0; i < workers.Length; i++)
        {
            Console.WriteLine(
                $"| {network.Model.Name} | {network.Batch} | {workers[i].Threads} | {training.Rate(i):N0} | {training.TimesTheFirst(i):N2} "
                + $"| {inference.Rate(i):N0} | {inference.TimesTheFirst(i):N2} |");
        }
    }

    // 1, 2, 3, 4, then doubling, and the last.
    private static IEnumerable<int> CountsTo(int most)
    {
        for (int count = 1; count < most; count = count < 4 ? count + 1 : 2 * count)
        {
            yield return count;
        }

        yield return most;
    }
}
