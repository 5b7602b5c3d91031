using static System.FormattableString;

namespace DigitLab.Training;

/// <summary>Several experiments' winners side by side, with what others published.</summary>
public static class WinnersTable
{
    /// <summary>A row for each experiment.</summary>
    public static TableCells CellsOf(IReadOnlyList<ExperimentTable> tables) => new(
        ["experiment", "winner", "seeds", "validation", "test accuracy", "95% interval", "errors", "error rate", "published", "published errors"],
        [.. tables.Select(RowOf)],
        FirstNumber: 2);

    private static string[] RowOf(ExperimentTable table)
    {
        SettingRow? winner = table.IsOver ? table.Winner : null;
        return
        [
            table.Name,
            winner?.Setting.ToString() ?? "not over",
            $"{winner?.Trials.Count}",
            winner?.Score is SampleSummary score ? ScoreText.Of(table.Score, score) : "–",
            winner?.Test is SampleSummary test ? ScoreText.Of(MonitoredScore.ValidationAccuracy, test) : "–",
            ScoreText.Of(winner?.TestInterval()),
            winner?.Test is null ? "–" : winner.TestErrors(),
            winner?.Test is SampleSummary accuracy ? Invariant($"{100 * (1 - accuracy.Mean):F2}%") : "–",
            table.Published is PublishedResult published ? Invariant($"{100.0 * published.Errors / published.Count:F2}%") : "–",
            table.Published is PublishedResult other ? $"{other.Errors}" : "–",
        ];
    }
}
