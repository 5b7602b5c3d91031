using System.Globalization;

namespace DigitLab.Training;

/// <summary>A table's settings as texts, for whoever draws them: on a terminal, in Markdown, on a page.</summary>
/// <param name="Headings">The columns' names.</param>
/// <param name="Rows">A row for each setting.</param>
/// <param name="FirstNumber">The first column whose texts are numbers.</param>
public sealed record TableCells(IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows, int FirstNumber)
{
    private const string Nothing = "–";

    /// <summary>The texts of a table: rank, the grid's values, seeds, score, test, comparison, state.</summary>
    public static TableCells Of(ExperimentTable table)
    {
        string[] parameters = [.. table.Settings.SelectMany(setting => setting.Setting.Values.Keys).Distinct().Order(StringComparer.Ordinal)];
        return WithoutEmptyColumns(new TableCells(
            ["", .. parameters, "seeds", "epochs", ScoreText.NameOf(table.Score), "test errors", "test accuracy", "95% interval", "winner ahead by", "p", ""],
            [.. table.Settings.Select(row => CellsOf(table, row, parameters))],
            parameters.Length + 1));
    }

    // What no setting has (a test result, a comparison) needs no column; the grid's values and the rank always stand.
    private static TableCells WithoutEmptyColumns(TableCells cells)
    {
        int[] kept = [.. Enumerable.Range(0, cells.Headings.Count).Where(column => column < cells.FirstNumber || cells.Rows.Any(row => row[column] is not (Nothing or "")))];
        return cells with { Headings = [.. kept.Select(column => cells.Headings[column])], Rows = [.. cells.Rows.Select(row => kept.Select(column => row[column]).ToArray())] };
    }

    private static string[] CellsOf(ExperimentTable table, SettingRow row, string[] parameters) =>
    [
        $"{row.Rank}",
        .. parameters.Select(key => row.Setting.Values.GetValueOrDefault(key, Nothing)),
        $"{row.Trials.Count}",
        string.Join(' ', row.Trials.Select(trial => trial.Epochs).Distinct()),
        row.Score is SampleSummary score ? ScoreText.Of(table.Score, score) : Nothing,
        row.Test is null ? Nothing : row.TestErrors(),
        row.Test is SampleSummary test ? ScoreText.Of(MonitoredScore.ValidationAccuracy, test) : Nothing,
        ScoreText.Of(row.TestInterval()),
        row.VersusWinner is Comparison difference
            ? (table.Score == MonitoredScore.ValidationAccuracy ? 100 * difference.Difference : difference.Difference).ToString("F2", CultureInfo.InvariantCulture)
            : Nothing,
        row.VersusWinner is Comparison comparison ? ScoreText.OfProbability(comparison.AdjustedP) : Nothing,
        StateOf(table, row),
    ];

    private static string StateOf(ExperimentTable table, SettingRow row) =>
        row == table.Winner ? (table.IsOver ? "winner" : "ahead")
        : row.Trials.FirstOrDefault(trial => trial.Failure is not null) is TrialRow failed ? $"failed: {failed.Failure}"
        : row.StoppedAt is int epoch ? $"stopped at epoch {epoch}"
        : row.IsComplete ? ""
        : string.Join(", ", row.Trials.GroupBy(trial => trial.State).Select(group => $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}"));
}
