namespace DigitLab.Training;

/// <summary>Whether a setting differs from the winner.</summary>
/// <param name="Method"><c>paired t</c> over seeds, or <c>McNemar</c> over digits where there is one seed.</param>
/// <param name="Difference">Winner minus setting, in parts of 1 for accuracies.</param>
/// <param name="P">The probability of such a difference or a larger one if there is none.</param>
/// <param name="AdjustedP">The same, corrected for the number of comparisons in the table (<see cref="HolmCorrection"/>).</param>
public sealed record Comparison(string Method, double Difference, double P, double AdjustedP)
{
    /// <summary>Compares two settings, or null where there is nothing to compare by.</summary>
    internal static Comparison? Of(IReadOnlyList<TrialRecord> winner, IReadOnlyList<TrialRecord> other, MonitoredScore score)
    {
        if (winner.Count != other.Count || winner.Concat(other).Any(trial => trial.Summary is null))
        {
            return null;
        }

        if (winner.Count > 1)
        {
            var test = PairedTTest.Of(Scores(winner), Scores(other));
            return new Comparison("paired t", test.Difference.Mean, test.P, test.P);
        }

        (TrialRecord a, TrialRecord b) = (winner[0], other[0]);
        bool areSameDigits = (a.Configuration.Split, a.Configuration.ValidationCount, a.Configuration.Dataset) == (b.Configuration.Split, b.Configuration.ValidationCount, b.Configuration.Dataset);
        if (!areSameDigits || a.Summary!.Validation is not Evaluation first || b.Summary!.Validation is not Evaluation second)
        {
            return null;
        }

        double p = McNemarTest.Of(first.Errors, second.Errors).P;
        return new Comparison("McNemar", Scores(winner)[0] - Scores(other)[0], p, p);

        double[] Scores(IReadOnlyList<TrialRecord> trials) => [.. trials.Select(trial => trial.Kept!.Score(score))];
    }
}
