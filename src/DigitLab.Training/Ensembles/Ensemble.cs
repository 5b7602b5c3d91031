namespace DigitLab.Training;

/// <summary>Networks that read the same digits, and what they say together.</summary>
/// <remarks>
/// Each has read with its own input and its own normalization, so networks of any kind can vote. On two levels, networks of one kind vote first,
/// and then the kinds: Krogh, Vedelsby 1995 say why it helps; two levels: An, Lee, Park, Yang, So 2020, §4, arXiv:2008.10400.
/// </remarks>
public static class Ensemble
{
    /// <summary>What all say together.</summary>
    /// <param name="members">What each says, of the same digits.</param>
    /// <param name="vote">How they agree.</param>
    /// <exception cref="ArgumentException">There is no network, or they have read different numbers of digits.</exception>
    public static DigitProbabilities Vote(IReadOnlyList<DigitProbabilities> members, VoteKind vote)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (members.Count == 0 || members.Any(member => member.Count != members[0].Count))
        {
            throw new ArgumentException(
                $"Ensemble: expected at least one network, and that all read the same digits, got {string.Join(", ", members.Select(member => member.Count))} digits.", nameof(members));
        }

        return new DigitProbabilities(Enumerable.Range(0, members[0].Count).Select(index => vote == VoteKind.Mean ? Mean(members, index) : Majority(members, index)));
    }

    /// <summary>What all say together when networks of one kind vote first, and then the kinds.</summary>
    /// <param name="members">What each says, of the same digits.</param>
    /// <param name="kinds">Each network's kind, such as its name.</param>
    /// <param name="vote">How they agree, on both levels.</param>
    /// <exception cref="ArgumentException">There is no network, there are not as many kinds as networks, or the digits differ.</exception>
    public static DigitProbabilities VoteByKind(IReadOnlyList<DigitProbabilities> members, IReadOnlyList<string> kinds, VoteKind vote)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(kinds);
        return kinds.Count == members.Count
            ? Vote([.. kinds.Distinct().Select(kind => Vote([.. members.Where((_, i) => kinds[i] == kind)], vote))], vote)
            : throw new ArgumentException($"Ensemble: expected a kind for each of {members.Count} networks, got {kinds.Count}.", nameof(kinds));
    }

    private static double[] Mean(IReadOnlyList<DigitProbabilities> members, int index)
    {
        double[] mean = new double[members[0].Of(index).Count];
        foreach (DigitProbabilities member in members)
        {
            IReadOnlyList<double> own = member.Of(index);
            for (int c = 0; c < mean.Length; c++)
            {
                mean[c] += own[c] / members.Count;
            }
        }

        return mean;
    }

    // Votes and the mean probabilities as one vote more: that decides between equals, and can overrule no vote.
    private static double[] Majority(IReadOnlyList<DigitProbabilities> members, int index)
    {
        double[] votes = Mean(members, index);
        foreach (DigitProbabilities member in members)
        {
            votes[member.ReadingOf(index)]++;
        }

        return [.. votes.Select(vote => vote / (members.Count + 1))];
    }
}
