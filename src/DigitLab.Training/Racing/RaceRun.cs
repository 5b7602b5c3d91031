namespace DigitLab.Training;

/// <summary>One seed of a race.</summary>
/// <param name="Seed">The seed of everything random.</param>
/// <param name="TrainingSeconds">From the seed to trained weights, of all networks: memory planned, weights drawn, all epochs.</param>
/// <param name="TestSeconds">What reading the test digits took, afterwards.</param>
/// <param name="Errors">Digits misread, by the vote where there are several networks.</param>
/// <param name="Count">Digits read.</param>
/// <param name="WeightsSha256">The trained weights' fingerprint: the same for the same seed, on every machine.</param>
public sealed record RaceRun(ulong Seed, double TrainingSeconds, double TestSeconds, int Errors, int Count, string WeightsSha256)
{
    /// <summary>Digits that each network misread alone.</summary>
    public IReadOnlyList<int> ErrorsAlone { get; init; } = [];

    /// <summary>The part that was read right, from 0 to 1.</summary>
    public double Accuracy => (double)(Count - Errors) / Count;
}
