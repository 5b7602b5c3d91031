namespace DigitLab.Training;

/// <summary>The configured rate from the first step to the last.</summary>
public sealed record ConstantSchedule : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double FactorAt(ScheduleMoment moment, IReadOnlyList<double> scores) => 1;

    /// <inheritdoc/>
    public override string ToString() => "constant";
}
