namespace DigitLab.Training;

/// <summary>An experiment's line in <see cref="ZooResults"/>.</summary>
/// <param name="Definition">What was asked for.</param>
/// <param name="Runs">The runs of it that were trained to their end and read the test digits, seed by seed.</param>
/// <param name="Ensemble">How they read together; null if they are no ensemble, or have not yet.</param>
/// <param name="InferenceMicroseconds">The time for one digit, one thread; null if it was not measured.</param>
public sealed record ZooRow(ExperimentDefinition Definition, IReadOnlyList<ZooRun> Runs, EnsembleResult? Ensemble, double? InferenceMicroseconds)
{
    /// <summary>Runs in the experiment's folder that trained something else than the definition says by now, and count for nothing.</summary>
    public int Outdated { get; init; }

    /// <summary>The name of the network, or of all if there are several.</summary>
    public string Networks => string.Join(", ", Definition.Trials.Select(trial => trial.Configuration.Model).Distinct());

    /// <summary>The scores on the test digits.</summary>
    public IReadOnlyList<TestScore> Tests => [.. Runs.Select(run => run.Test)];

    /// <summary>A mean over the runs; null if there are none, or one has no such value.</summary>
    internal SampleSummary? Mean(Func<ZooRun, double?> of) =>
        Runs.Count > 0 && Runs.All(run => of(run) is not null) ? SampleSummary.Of([.. Runs.Select(run => of(run)!.Value)]) : null;
}
