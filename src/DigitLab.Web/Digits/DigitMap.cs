using DigitLab.Data;
using DigitLab.Insight;
using DigitLab.Neural;

namespace DigitLab.Web;

/// <summary>The map of digits by t-SNE: computed once, in the background, when somebody first wants to see it.</summary>
internal sealed class DigitMap(DigitShelf digits) : IDisposable
{
    private const int MostDigits = 3000;
    private const int Components = 50;

    private static readonly TSneSettings Settings = new();

    private readonly CancellationTokenSource _end = new();
    private readonly Lock _turn = new();
    private Task<MapAnswer>? _work;
    private volatile int _step;

    /// <summary>The map, or how far it is; asking starts it.</summary>
    internal MapAnswer Look()
    {
        lock (_turn)
        {
            _work ??= Task.Factory.StartNew(Compute, _end.Token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        return _work.IsCompletedSuccessfully ? _work.Result
            : _work.IsFaulted ? throw RequestException.NotNow($"The map could not be made: {_work.Exception.InnerException?.Message}")
            : new MapAnswer(_step, Settings.Iterations, []);
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    // One core fewer than there are: whoever draws meanwhile is answered at once.
    private MapAnswer Compute()
    {
        using var workers = new Workers(Math.Max(1, Environment.ProcessorCount - 1));
        DigitDataset test = digits.Of(DigitSet.Test);
        DigitDataset shown = test.Take(Math.Min(MostDigits, test.Count));
        var components = PrincipalComponents.Of(shown, Math.Min(Components, shown.Height * shown.Width), workers);
        PointCloud plane = TSne.Of(components.Projected, Settings, workers, step => _step = step, _end.Token);
        float low = plane.Values.Min(), range = Math.Max(plane.Values.Max() - low, float.Epsilon);
        return new MapAnswer(Settings.Iterations, Settings.Iterations,
            [.. Enumerable.Range(0, shown.Count).Select(i => new MapPoint(i, shown.Label(i), (plane[i][0] - low) / range, 1 - ((plane[i][1] - low) / range)))]);
    }
}
