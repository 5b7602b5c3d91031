namespace DigitLab.Neural;

/// <summary>Times of a few things that are done together, over and over: a list for each, and its median.</summary>
/// <remarks>The median, for a machine that does something else now and then.</remarks>
internal sealed class RepeatedTimes
{
    private readonly List<double>[] _times;

    internal RepeatedTimes(int things)
    {
        _times = new List<double>[things];
        Clear();
    }

    internal void Clear()
    {
        for (int i = 0; i < _times.Length; i++)
        {
            _times[i] = [];
        }
    }

    internal void Add(int thing, double milliseconds) => _times[thing].Add(milliseconds);

    internal double MedianOf(int thing)
    {
        double[] sorted = [.. _times[thing].Order()];
        int half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
