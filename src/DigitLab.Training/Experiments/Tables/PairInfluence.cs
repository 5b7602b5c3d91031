namespace DigitLab.Training;

/// <summary>The mean score of each combination of two parameters' values: a heat map's numbers.</summary>
/// <param name="RowParameter">The parameter whose values are the rows.</param>
/// <param name="ColumnParameter">The parameter whose values are the columns.</param>
/// <param name="RowValues">Its values.</param>
/// <param name="ColumnValues">Its values.</param>
/// <param name="Means">A mean for each row and column; null where the grid has no such combination.</param>
public sealed record PairInfluence(
    string RowParameter,
    string ColumnParameter,
    IReadOnlyList<string> RowValues,
    IReadOnlyList<string> ColumnValues,
    IReadOnlyList<IReadOnlyList<double?>> Means)
{
    /// <summary>The means of a pair.</summary>
    internal static PairInfluence Of(string row, string column, IReadOnlyList<(string Row, string Column, double Score)> trials)
    {
        string[] rows = [.. trials.Select(trial => trial.Row).Distinct()], columns = [.. trials.Select(trial => trial.Column).Distinct()];
        ILookup<(string, string), double> scores = trials.ToLookup(trial => (trial.Row, trial.Column), trial => trial.Score);
        return new PairInfluence(row, column, rows, columns, [.. rows.Select(IReadOnlyList<double?> (r) => [.. columns.Select(c => MeanOf(scores[(r, c)]))])]);
    }

    private static double? MeanOf(IEnumerable<double> scores) => scores.Any() ? scores.Average() : null;
}
