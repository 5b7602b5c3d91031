namespace DigitLab.Training;

/// <summary>How an experiment stops hopeless settings early (<see cref="SuccessiveHalving"/>).</summary>
/// <param name="MinEpochs">Epochs that every setting gets before the first choice; at least 1.</param>
/// <param name="Factor">Of how many settings one goes on, and how many times longer; at least 2.</param>
public sealed record PruningSettings(int MinEpochs, int Factor = PruningSettings.UsualFactor)
{
    /// <summary>The factor where nobody says: as ASHA's authors advise, 3 or 4.</summary>
    internal const int UsualFactor = 3;

    private const int WideGrid = 9;   // two rounds of thirds

    /// <summary>Epochs that every setting gets before the first choice; at least 1.</summary>
    /// <exception cref="ArgumentException">It is below 1.</exception>
    public int MinEpochs { get; } = MinEpochs >= 1 ? MinEpochs : throw new ArgumentException($"Pruning minEpochs: expected at least 1, got {MinEpochs}.");

    /// <summary>Of how many settings one goes on; at least 2.</summary>
    /// <exception cref="ArgumentException">It is below 2.</exception>
    public int Factor { get; } = Factor >= 2 ? Factor : throw new ArgumentException($"Pruning factor: expected at least 2, got {Factor}.");

    /// <summary>Whether a grid is so wide that it is pruned unless somebody says no.</summary>
    internal static bool IsUsualFor(int settings) => settings >= WideGrid;

    /// <summary>As many rounds as leave at least one setting to train to the end.</summary>
    /// <param name="settings">How many settings there are.</param>
    /// <param name="epochs">The longest training.</param>
    internal static PruningSettings Usual(int settings, int epochs)
    {
        int shortest = epochs;
        for (int left = settings; left >= UsualFactor && shortest > 1; left /= UsualFactor)
        {
            shortest = (shortest + UsualFactor - 1) / UsualFactor;
        }

        return new PruningSettings(shortest);
    }
}
