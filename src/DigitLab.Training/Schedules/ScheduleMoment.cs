namespace DigitLab.Training;

/// <summary>A step of a run, and the run's length: what a schedule is a function of.</summary>
/// <param name="Step">Steps done before this one: 0 for the first.</param>
/// <param name="StepsPerEpoch">Batches of an epoch; at least 1.</param>
/// <param name="Epochs">Epochs of the whole run, if nothing stops it early.</param>
public readonly record struct ScheduleMoment(long Step, int StepsPerEpoch, int Epochs)
{
    /// <summary>Epochs that are over: 0 in the first.</summary>
    public long Epoch => Step / StepsPerEpoch;

    /// <summary>Steps of the whole run.</summary>
    public long TotalSteps => (long)StepsPerEpoch * Epochs;
}
