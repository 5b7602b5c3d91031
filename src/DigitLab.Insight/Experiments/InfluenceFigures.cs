using DigitLab.Training;

namespace DigitLab.Insight;

/// <summary>What the parameters of a grid do, as figures: a plot for each, a heat map for each pair.</summary>
public static class InfluenceFigures
{
    /// <summary>The figures of a table.</summary>
    /// <param name="table">What the experiment came to.</param>
    public static IReadOnlyList<Figure> Of(ExperimentTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return [.. table.Influences.Select(influence => Plot(table, influence)), .. table.Pairs.Select(pair => Map(table, pair))];
    }

    private static BarChart Plot(ExperimentTable table, ParameterInfluence influence)
    {
        Bar[] bars =
        [
            .. influence.Values.Select(value => new Bar(Shown(table, value.Score.Mean), Spread(value.Score, -1), Spread(value.Score, 1))),
        ];
        double least = bars.Min(bar => bar.Low ?? bar.Value), most = bars.Max(bar => bar.High ?? bar.Value);
        return new BarChart(
            influence.Parameter,
            influence.Parameter,
            [.. influence.Values.Select(value => value.Value)],
            Axis(table) with { Min = Math.Max(0, least - (0.2 * Math.Max(most - least, 0.01))) },
            new BarSeries("mean ± deviation", bars))
        {
            Note = TableSentences.Influence(table, influence) + " The bars do not begin at 0.",
        };

        double? Spread(SampleSummary score, int sign) => score.Count < 2 ? null : Shown(table, score.Mean) + (sign * Shown(table, score.Deviation));
    }

    // Coloured by the distance from the mean of all, which is what a scale symmetric about 0 can show.
    private static HeatMap Map(ExperimentTable table, PairInfluence pair)
    {
        double mean = pair.Means.SelectMany(row => row).OfType<double>().Average();
        string unit = table.Score == MonitoredScore.ValidationAccuracy ? "in percentage points" : "more is worse";
        return new HeatMap(
            $"{pair.RowParameter} and {pair.ColumnParameter}",
            pair.RowParameter,
            pair.RowValues,
            pair.ColumnParameter,
            pair.ColumnValues,
            [.. pair.Means.Select(IReadOnlyList<double> (row) => [.. row.Select(value => value is double score ? Shown(table, score) - Shown(table, mean) : double.NaN)])])
        {
            Note = $"Distance from the mean of all, {ScoreText.Of(table.Score, mean)}, {unit}.",
            Format = table.Score == MonitoredScore.ValidationAccuracy ? "+0.00;-0.00;0" : "+0.0000;-0.0000;0",
        };
    }

    private static Axis Axis(ExperimentTable table) => new($"mean {ScoreText.NameOf(table.Score)}", table.Score == MonitoredScore.ValidationAccuracy ? "%" : "");

    private static double Shown(ExperimentTable table, double score) => table.Score == MonitoredScore.ValidationAccuracy ? 100 * score : Math.Abs(score);
}
