namespace DigitLab.Training;

/// <summary>An experiment's line in <see cref="ZooResults"/>.</summary>
/// <param name="Definition">What was asked for.</param>
/// <param name="Trials">The trials that were trained to their end and read the test digits, seed by seed.</param>
/// <param name="Ensemble">How they read together; null if they are no ensemble, or have not yet.</param>
/// <param name="InferenceMicroseconds">The time for one digit, one thread; null if it was not measured.</param>
public sealed record ZooRow(ExperimentDefinition Definition, IReadOnlyList<TrialRecord> Trials, EnsembleResult? Ensemble, double? InferenceMicroseconds)
{
    /// <summary>The name of the network, or of all if there are several.</summary>
    public string Networks => string.Join(", ", Definition.Trials.Select(trial => trial.Configuration.Model).Distinct());

    /// <summary>The scores on the test digits.</summary>
    public IReadOnlyList<TestScore> Tests => [.. Trials.Select(trial => new TestScore(trial.Test!.Count, trial.Test.Errors))];

    /// <summary>A mean over the trials; null if there are none, or one has no such value.</summary>
    internal SampleSummary? Mean(Func<TrialRecord, double?> of) =>
        Trials.Count > 0 && Trials.All(trial => of(trial) is not null) ? SampleSummary.Of([.. Trials.Select(trial => of(trial)!.Value)]) : null;
}
