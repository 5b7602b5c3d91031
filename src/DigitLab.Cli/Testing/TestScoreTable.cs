using DigitLab.Training;

namespace DigitLab.Cli.Testing;

/// <summary>Test scores side by side.</summary>
internal static class TestScoreTable
{
    /// <summary>A row for each score; what only MNIST has is left out where it is not.</summary>
    internal static TableCells Of(string heading, IReadOnlyList<(string Name, TestScore Score)> scores)
    {
        bool isMnist = scores.All(each => each.Score.WithoutDoubtful is not null);
        return new TableCells(
            [heading, "errors", "accuracy", "95% interval", .. isMnist ? (string[])["without the 15 doubtful", "students", "employees"] : []],
            [.. scores.Select(IReadOnlyList<string> (each) => CellsOf(each.Name, each.Score, isMnist))],
            FirstNumber: 1);
    }

    private static string[] CellsOf(string name, TestScore score, bool isMnist) =>
    [
        name,
        $"{score.Errors.Count:N0}",
        Percent(score.Accuracy),
        ScoreText.Of((score.Interval.Low, score.Interval.High)),
        .. isMnist ? (string[])[Percent(score.WithoutDoubtful!.Value), Percent(score.Students!.Value), Percent(score.Employees!.Value)] : [],
    ];

    private static string Percent(double part) => ScoreText.Of(MonitoredScore.ValidationAccuracy, part);
}
