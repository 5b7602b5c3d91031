using System.Diagnostics;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>How long a network takes for one digit, on one thread.</summary>
internal static class InferenceTime
{
    private const int Repeats = 200;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);   // methods are compiled for good in the background, some after others

    /// <summary>The median of 200 calls after a second of them, in microseconds.</summary>
    internal static double Of(Network network)
    {
        using var workers = new Workers(1);
        NetworkPlan plan = network.ForInference(1, workers);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < WarmUp;)
        {
            plan.Forward();
        }

        double[] times = new double[Repeats];
        for (int i = 0; i < Repeats; i++)
        {
            long start = Stopwatch.GetTimestamp();
            plan.Forward();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        Array.Sort(times);
        return times[Repeats / 2];
    }
}
