using static System.FormattableString;

namespace DigitLab.Training;

/// <summary>What stands around a table, in words: the result, each parameter's influence, where it all comes from.</summary>
public static class TableSentences
{
    /// <summary>Who won and how it read the test digits, or how far the experiment is.</summary>
    public static string Result(ExperimentTable table)
    {
        if (!table.IsOver)
        {
            int trials = table.Settings.Sum(setting => setting.Trials.Count), finished = table.Settings.Sum(setting => setting.Trials.Count(trial => trial.State == TrialState.Finished));
            return Invariant($"Not over: {finished:N0} of {trials:N0} trials are finished, so the order may change.");
        }

        if (table.Winner is not SettingRow { Score: SampleSummary score } winner)
        {
            return "No setting was trained to its end.";
        }

        string seeds = score.Count == 1 ? "one seed" : $"{score.Count} seeds, mean ± deviation";
        string test = winner.Test is SampleSummary reading
            ? Invariant($"; test accuracy {ScoreText.Of(MonitoredScore.ValidationAccuracy, reading)} ({winner.TestErrors().Replace(" ", ", ", StringComparison.Ordinal)} errors in {winner.Trials[0].TestCount:N0}; 95% interval {ScoreText.Of(winner.TestInterval())})")
            : "";
        string published = table.Published is PublishedResult other ? Invariant($" Published: {100.0 * (other.Count - other.Errors) / other.Count:F2}% ({other.Errors} errors), {other.Source}.") : "";
        return $"Winner by {ScoreText.NameOf(table.Score)}: {winner.Setting}, {ScoreText.Of(table.Score, score)} ({seeds}){test}.{published}";
    }

    /// <summary>How much of the spread goes with a parameter.</summary>
    public static string Influence(ExperimentTable table, ParameterInfluence influence) =>
        Invariant($"{100 * influence.Share:F0}% of the variance of the kept epochs' {ScoreText.NameOf(table.Score)} within {(table.InfluenceEpoch == 1 ? "one epoch" : $"{table.InfluenceEpoch} epochs")} goes with this parameter.");

    /// <summary>How to read the columns, and which program, machine and digits made them.</summary>
    public static IEnumerable<string> Origin(ExperimentTable table)
    {
        string method = table.Settings.Select(setting => setting.VersusWinner?.Method).OfType<string>().FirstOrDefault() switch
        {
            null => "",
            "McNemar" => "p is McNemar's exact test over the validation digits, corrected by Holm for the number of comparisons.",
            string other => $"p is the {other} test over the seeds' validation scores, corrected by Holm for the number of comparisons.",
        };
        yield return $"Settings are ranked by the mean over their seeds of the kept epoch's {ScoreText.NameOf(table.Score)}; the test digits chose nothing and were read once. {method}".TrimEnd();
        if (table.Pruning is PruningSettings pruning)
        {
            yield return $"Successive halving: one setting in {pruning.Factor} went on after epoch {pruning.MinEpochs}, and again each time that epochs had multiplied by {pruning.Factor}.";
        }

        yield return Invariant($"{table.Epochs:N0} epochs in {TimeSpan.FromSeconds(Math.Round(table.Seconds)):g} of training; commit {string.Join(", ", table.Commits)}; ")
            + string.Join("; ", table.Machines.Select(machine => $"{machine.OperatingSystem}, {machine.Architecture}, {machine.Threads} of {machine.Cores} threads, {machine.Vectors}, {machine.Runtime}")) + ".";
    }
}
