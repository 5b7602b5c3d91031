using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>In which order trials begin; it changes no result.</summary>
public sealed class TrialSequence
{
    private readonly int[]? _ranks;

    private TrialSequence(int[]? ranks) => _ranks = ranks;

    /// <summary>As they are numbered.</summary>
    public static TrialSequence Grid { get; } = new(null);

    /// <summary>Shuffled, so that what is there after an hour is a fair sample of the grid.</summary>
    /// <param name="trials">How many trials there are.</param>
    /// <param name="seed">Shuffles.</param>
    public static TrialSequence Random(int trials, ulong seed = 1)
    {
        int[] ranks = [.. Enumerable.Range(0, trials)];
        new RandomKey(seed, RandomPurpose.Shuffle).Open().Shuffle(ranks.AsSpan());
        return new TrialSequence(ranks);
    }

    /// <summary>The orders in this sequence.</summary>
    internal IReadOnlyList<TrialOrder> Sort(IReadOnlyList<TrialOrder> orders) =>
        _ranks is null ? orders : [.. orders.OrderBy(order => _ranks[order.Number - 1])];
}
