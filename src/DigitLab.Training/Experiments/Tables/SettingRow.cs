using System.Text.Json.Serialization;

namespace DigitLab.Training;

/// <summary>A setting in a table, with its trials.</summary>
/// <param name="Rank">1 for the best; settings that were given up come behind those that were not, the failed last.</param>
/// <param name="Setting">The grid's values.</param>
/// <param name="Trials">A row for each seed.</param>
/// <param name="Score">Mean and deviation over the seeds of the score that chooses; null before an epoch of each is over.</param>
/// <param name="Test">Mean and deviation over the seeds of the test accuracy; null if the test digits were not read.</param>
/// <param name="StoppedAt">The epoch at which it was given up; null if it was not.</param>
/// <param name="VersusWinner">Its comparison with the winner, by the score that chooses; null where there is none.</param>
public sealed record SettingRow(
    int Rank, ExperimentSetting Setting, IReadOnlyList<TrialRow> Trials, SampleSummary? Score, SampleSummary? Test, int? StoppedAt, Comparison? VersusWinner)
{
    private const int MostErrorsTold = 10;

    /// <summary>Whether all its trials were trained to their end, and none was given up.</summary>
    public bool IsComplete => StoppedAt is null && Trials.All(trial => trial.State == TrialState.Finished);

    /// <summary>The trial that did best on validation: whose weights are the winner's; null before one is finished.</summary>
    [JsonIgnore]
    public int? BestTrial => Trials.Where(trial => trial.WeightsSha256 is not null)
        .OrderByDescending(trial => trial.ValidationAccuracy).ThenBy(trial => trial.ValidationLoss).FirstOrDefault()?.Number;

    /// <summary>The errors on the test digits with each seed; of many seeds, the fewest and the most.</summary>
    public string TestErrors()
    {
        int[] errors = [.. Trials.Select(trial => trial.TestErrors).OfType<int>()];
        return errors.Length > MostErrorsTold ? $"{errors.Min()}–{errors.Max()}" : string.Join(' ', errors);
    }

    /// <summary>The test accuracy's 95% interval: Wilson's for one network, Student's for the mean of several; null without a reading.</summary>
    public (double Low, double High)? TestInterval() => Test is not SampleSummary test ? null
        : test.HalfWidth is double half ? (Math.Max(0, test.Mean - half), Math.Min(1, test.Mean + half))
        : Trials[0] is { TestErrors: int errors, TestCount: int count } && WilsonInterval.Of(count - errors, count) is var wilson ? (wilson.Low, wilson.High)
        : null;
}
