namespace DigitLab.Training;

/// <summary>What a parameter of the grid does to the score, all others taken together.</summary>
/// <param name="Parameter">The grid's key.</param>
/// <param name="Values">A summary for each value, over all trials that have it.</param>
/// <param name="Share">
/// The part of the scores' variance that goes with this parameter, from 0 to 1: squares between its values over all squares (η², Fisher 1925).
/// </param>
public sealed record ParameterInfluence(string Parameter, IReadOnlyList<ValueInfluence> Values, double Share)
{
    /// <summary>The influence of a parameter.</summary>
    internal static ParameterInfluence Of(string parameter, IReadOnlyList<(string Value, double Score)> trials)
    {
        double mean = trials.Average(trial => trial.Score), all = trials.Sum(trial => Square(trial.Score - mean));
        ValueInfluence[] values =
        [
            .. trials.GroupBy(trial => trial.Value).Select(group => new ValueInfluence(group.Key, SampleSummary.Of([.. group.Select(trial => trial.Score)]))),
        ];
        return new ParameterInfluence(parameter, values, all == 0 ? 0 : values.Sum(value => value.Score.Count * Square(value.Score.Mean - mean)) / all);
    }

    private static double Square(double x) => x * x;
}
