namespace DigitLab.Benchmarks;

/// <summary>How long and with how much a benchmark measures.</summary>
/// <param name="Threads">Threads on every side.</param>
/// <param name="Seconds">How long each figure is measured each time.</param>
internal sealed record MeasuringSettings(int Threads, double Seconds)
{
    /// <summary>How often each figure is measured; the median counts.</summary>
    internal int Rounds { get; init; } = 1;
}
