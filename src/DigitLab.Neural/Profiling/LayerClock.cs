using System.Diagnostics;

namespace DigitLab.Neural;

/// <summary>Notes how long each layer of a chain took, in the chain's own loop: the real pass with the real plan, and two clock readings a layer.</summary>
/// <remarks>A layer's time is what passed since the one before it ended. A layer whose work another one does ends right after that one, and has no time.</remarks>
internal sealed class LayerClock(int layers)
{
    private readonly long[] _forward = new long[layers];
    private readonly long[] _backward = new long[layers];
    private long _last;

    /// <summary>Forgets the last pass's times, so that a layer that is not run has none.</summary>
    internal void Clear()
    {
        Array.Clear(_forward);
        Array.Clear(_backward);
    }

    /// <summary>A pass begins.</summary>
    internal void Start() => _last = Stopwatch.GetTimestamp();

    internal void EndForward(int layer) => Note(out _forward[layer]);

    /// <summary>Adds what a plan has measured by itself.</summary>
    internal void AddForward(int layer, long ticks) => _forward[layer] += ticks;

    internal void EndBackward(int layer) => Note(out _backward[layer]);

    internal double ForwardMs(int layer) => Milliseconds(_forward[layer]);

    internal double BackwardMs(int layer) => Milliseconds(_backward[layer]);

    internal static double Milliseconds(long ticks) => 1e3 * ticks / Stopwatch.Frequency;

    private void Note(out long ticks)
    {
        long now = Stopwatch.GetTimestamp();
        (ticks, _last) = (now - _last, now);
    }
}
