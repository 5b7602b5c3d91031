namespace DigitLab.Neural;

/// <summary>Names a stream of random numbers: the same key gives the same numbers, whoever asks, on any thread, in any order.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Purpose">What the numbers are for.</param>
/// <param name="Epoch">The epoch, from 0; at most 2²⁴ − 1.</param>
/// <param name="Sample">The digit, the parameter or whatever the purpose counts.</param>
public readonly record struct RandomKey(ulong Seed, RandomPurpose Purpose, int Epoch = 0, long Sample = 0)
{
    /// <summary>The stream's start.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The epoch is outside 0 … 2²⁴ − 1.</exception>
    public RandomSource Open() => new(this);
}
