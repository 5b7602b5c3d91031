namespace DigitLab.Training;

/// <summary>A race over several seeds.</summary>
/// <param name="Runs">Each of them; at least one.</param>
/// <param name="Target">The mean accuracy to reach, in percent.</param>
public sealed record RaceResult(IReadOnlyList<RaceRun> Runs, double Target)
{
    /// <summary>The mean accuracy, from 0 to 1.</summary>
    public double Accuracy => Runs.Average(run => run.Accuracy);

    /// <summary>The accuracy's standard deviation from seed to seed; 0 for a single one.</summary>
    public double AccuracyDeviation => Deviation(run => run.Accuracy);

    /// <summary>The mean time.</summary>
    public double TrainingSeconds => Runs.Average(run => run.TrainingSeconds);

    /// <summary>The time's standard deviation.</summary>
    public double TrainingSecondsDeviation => Deviation(run => run.TrainingSeconds);

    /// <summary>Whether the mean accuracy is the target or better.</summary>
    public bool IsReached => 100 * Runs.Sum(run => (long)run.Count - run.Errors) >= Target * Runs.Sum(run => (long)run.Count);

    private double Deviation(Func<RaceRun, double> of) => SampleSummary.Of([.. Runs.Select(of)]).Deviation;
}
