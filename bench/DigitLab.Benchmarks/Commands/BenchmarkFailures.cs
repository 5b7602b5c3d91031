namespace DigitLab.Benchmarks;

/// <summary>What is said when a benchmark cannot be run: a sentence.</summary>
internal static class BenchmarkFailures
{
    internal static int Report(Action work)
    {
        try
        {
            work();
            return 0;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or IOException)
        {
            Console.Error.WriteLine($"bench: {exception.Message.Split(" (Parameter '")[0]}");
            return exception is ArgumentException ? 2 : 1;
        }
    }
}
