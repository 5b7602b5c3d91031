namespace DigitLab.Training;

/// <summary>Ranks settings, compares them with the winner, and measures what each parameter does.</summary>
internal sealed class TableBuilder
{
    private readonly ExperimentFolder _folder;
    private readonly ExperimentStatus _status;
    private readonly MonitoredScore _score;
    private readonly int _common;   // the epoch that all settings came to
    private readonly (IReadOnlyDictionary<string, string> Values, double Score)[] _points;

    internal TableBuilder(ExperimentFolder folder, ExperimentStatus status)
    {
        (_folder, _status, _score) = (folder, status, folder.Definition.Score);
        int epochs = status.Trials.Max(trial => trial.Configuration.MaxEpochs);
        _common = SuccessiveHalving.Rungs(folder.Record.Pruning, epochs).FirstOrDefault(epochs);
        _points =
        [
            .. status.Trials.Where(trial => trial.HasReached(_common) && trial.Failure is null && trial.History.Count > 0)
                .Select(trial => (folder.Definition.Settings[trial.Setting - 1].Values, trial.KeptAt(_common)!.Score(_score))),
        ];
    }

    internal ExperimentTable Build()
    {
        RunSummary[] summaries = [.. _status.Trials.Select(trial => trial.Summary).OfType<RunSummary>()];
        string[] parameters = [.. _points.SelectMany(point => point.Values.Keys).Distinct().Order(StringComparer.Ordinal).Where(Varies)];
        return new ExperimentTable(
            _folder.Definition.Name,
            _folder.Definition.Description,
            _score,
            _status.IsOver,
            Compared(Ranked()),
            [.. parameters.Select(InfluenceOf)],
            [.. parameters.SelectMany((row, index) => parameters[(index + 1)..].Select(column => InfluenceOf(row, column)))],
            _common,
            _folder.Definition.Published,
            _folder.Record.Pruning,
            _status.Trials.Sum(trial => trial.History.Count),
            _status.Trials.Sum(trial => trial.History.Sum(epoch => epoch.Seconds)),
            [.. summaries.Select(summary => summary.Machine).Distinct()],
            [.. summaries.Select(summary => summary.Commit ?? "unknown").Distinct()],
            [.. summaries.Select(summary => summary.DataSha256).OfType<string>().Distinct()]);
    }

    // Those in the running, then those given up, the latest first; within each by score. What failed has the worst score.
    private (SettingRow Row, IReadOnlyList<TrialRecord> Trials)[] Ranked() =>
    [
        .. _status.Trials.GroupBy(trial => trial.Setting).Select(group => group.ToArray())
            .OrderByDescending(trials => _status.StoppedAt[trials[0].Number - 1] ?? int.MaxValue)
            .ThenByDescending(trials => SettingScore.At(trials, int.MaxValue, _score), SettingScore.Order)
            .ThenBy(trials => trials[0].Setting)
            .Select((trials, index) => (RowOf(trials, index + 1), (IReadOnlyList<TrialRecord>)trials)),
    ];

    private SettingRow RowOf(TrialRecord[] trials, int rank) => new(
        rank,
        _folder.Definition.Settings[trials[0].Setting - 1],
        [.. trials.Select(trial => TrialRow.Of(trial, _status.States[trial.Number - 1]))],
        Summary(trials, trial => trial.Kept?.Score(_score)),
        Summary(trials, trial => trial.Test?.Accuracy),
        _status.StoppedAt[trials[0].Number - 1],
        VersusWinner: null);

    private static SampleSummary? Summary(TrialRecord[] trials, Func<TrialRecord, double?> of)
    {
        double?[] values = [.. trials.Select(of)];
        return values.Contains(null) ? null : SampleSummary.Of([.. values.Select(value => value!.Value)]);
    }

    // All complete settings against the first of them, with p corrected for their number.
    private SettingRow[] Compared((SettingRow Row, IReadOnlyList<TrialRecord> Trials)[] ranked)
    {
        SettingRow[] rows = [.. ranked.Select(each => each.Row)];
        int winner = Array.FindIndex(rows, row => row.IsComplete);
        if (winner < 0)
        {
            return rows;
        }

        int[] others = [.. Enumerable.Range(0, rows.Length).Where(index => index != winner && rows[index].IsComplete)];
        Comparison?[] comparisons = [.. others.Select(index => Comparison.Of(ranked[winner].Trials, ranked[index].Trials, _score))];
        IReadOnlyList<double> adjusted = HolmCorrection.Adjust([.. comparisons.OfType<Comparison>().Select(comparison => comparison.P)]);
        int next = 0;
        for (int i = 0; i < others.Length; i++)
        {
            if (comparisons[i] is Comparison comparison)
            {
                rows[others[i]] = rows[others[i]] with { VersusWinner = comparison with { AdjustedP = adjusted[next++] } };
            }
        }

        return rows;
    }

    private bool Varies(string parameter) => _points.Select(point => point.Values.GetValueOrDefault(parameter)).OfType<string>().Distinct().Skip(1).Any();

    private ParameterInfluence InfluenceOf(string parameter) => ParameterInfluence.Of(
        parameter, [.. _points.Where(point => point.Values.ContainsKey(parameter)).Select(point => (point.Values[parameter], point.Score))]);

    private PairInfluence InfluenceOf(string row, string column) => PairInfluence.Of(
        row,
        column,
        [
            .. _points.Where(point => point.Values.ContainsKey(row) && point.Values.ContainsKey(column))
                .Select(point => (point.Values[row], point.Values[column], point.Score)),
        ]);
}
