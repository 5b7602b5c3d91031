namespace DigitLab.Training;

/// <summary>How the networks of an experiment vote: <c>"ensemble"</c> in its definition.</summary>
/// <param name="Vote">How they agree.</param>
/// <param name="TwoLevels">Whether networks of one name vote first, and then the names.</param>
/// <param name="Views">How many views of each digit every network sees: 1 for test-time augmentation switched off.</param>
public sealed record EnsembleSettings(VoteKind Vote = VoteKind.Mean, bool TwoLevels = false, int Views = 1)
{
    /// <summary>How many views of each digit every network sees.</summary>
    /// <exception cref="ArgumentException">There are no so many views.</exception>
    public int Views { get; } = TestTimeViews.Counts.Contains(Views)
        ? Views
        : throw new ArgumentException($"Ensemble views: expected one of {string.Join(", ", TestTimeViews.Counts)}, got {Views}.");

    /// <summary>What networks say together by these settings.</summary>
    /// <param name="members">What each says.</param>
    /// <param name="names">Each network's name.</param>
    public DigitProbabilities Agree(IReadOnlyList<DigitProbabilities> members, IReadOnlyList<string> names) =>
        TwoLevels ? Ensemble.VoteByKind(members, names, Vote) : Ensemble.Vote(members, Vote);
}
