namespace DigitLab.Training;

/// <summary>Finds labels that are probably wrong from the predictions of networks that have not learned from them.</summary>
/// <remarks>
/// For each class j the threshold t_j is the mean probability of j over the digits labelled j. A digit is counted as class j* if j* is the most probable
/// of the classes whose probability reaches their threshold; where j* is not the label, that is an issue. All digits are ranked by the margin between
/// the label's probability and the largest other one. Source: Northcutt, Jiang, Chuang 2021, "Confident learning", JAIR 70, §3.1 and §3.2 (normalized margin), arXiv:1911.00068.
/// </remarks>
public static class ConfidentLearning
{
    /// <summary>All digits, the most doubtful first; those that are as doubtful in their own order.</summary>
    /// <param name="labels">What the digits are said to be.</param>
    /// <param name="probabilities">What networks say that have not learned from them.</param>
    /// <exception cref="ArgumentException">There are not as many labels as predictions.</exception>
    public static IReadOnlyList<DoubtfulLabel> Rank(IReadOnlyList<int> labels, DigitProbabilities probabilities)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(probabilities);
        if (labels.Count != probabilities.Count)
        {
            throw new ArgumentException($"Confident learning: expected a label for each of {probabilities.Count} predictions, got {labels.Count}.", nameof(labels));
        }

        double[] thresholds = Thresholds(labels, probabilities);
        return [.. Enumerable.Range(0, labels.Count).Select(index => Judge(index, labels[index], probabilities.Of(index), thresholds)).OrderBy(label => label.Margin)];
    }

    // Of a class that no digit has, no probability is enough.
    private static double[] Thresholds(IReadOnlyList<int> labels, DigitProbabilities probabilities)
    {
        double[] sums = new double[probabilities.Count == 0 ? 0 : probabilities.Of(0).Count];
        int[] counts = new int[sums.Length];
        for (int i = 0; i < labels.Count; i++)
        {
            sums[labels[i]] += probabilities.Of(i)[labels[i]];
            counts[labels[i]]++;
        }

        return [.. sums.Select((sum, c) => counts[c] == 0 ? double.PositiveInfinity : sum / counts[c])];
    }

    private static DoubtfulLabel Judge(int index, int label, IReadOnlyList<double> probabilities, double[] thresholds)
    {
        int other = label == 0 ? 1 : 0, confident = -1;
        for (int c = 0; c < probabilities.Count; c++)
        {
            other = c != label && probabilities[c] > probabilities[other] ? c : other;
            if (probabilities[c] >= thresholds[c] && (confident < 0 || probabilities[c] > probabilities[confident]))
            {
                confident = c;
            }
        }

        return new DoubtfulLabel(index, label, other, probabilities[label], probabilities[other], confident >= 0 && confident != label);
    }
}
