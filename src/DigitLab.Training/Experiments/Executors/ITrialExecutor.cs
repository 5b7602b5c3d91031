namespace DigitLab.Training;

/// <summary>Where trials' processes run.</summary>
public interface ITrialExecutor : IAsyncDisposable
{
    /// <summary>The trials that it has in hand: at work, or waiting for a place.</summary>
    IReadOnlySet<int> UnderWay { get; }

    /// <summary>What the user should know beside the trials' states; null for nothing.</summary>
    string? Notice { get; }

    /// <summary>Whether trials go on when this process ends.</summary>
    bool OutlivesRunner { get; }

    /// <summary>Finds out which trials are still in hand.</summary>
    Task LookAsync(CancellationToken cancellation);

    /// <summary>Takes in hand what is not yet, as far as there are places.</summary>
    /// <param name="orders">All trials that are to be trained now.</param>
    /// <param name="cancellation">Ends the wait for a scheduler.</param>
    /// <exception cref="IOException">The scheduler refuses; the message says why.</exception>
    Task StartAsync(IReadOnlyList<TrialOrder> orders, CancellationToken cancellation);

    /// <summary>Waits until another look is worth while.</summary>
    Task WaitAsync(CancellationToken cancellation);
}
