namespace DigitLab.Training;

/// <summary>The rate falls by a factor every few epochs: factor^⌊epoch / k⌋, epochs counted from 0.</summary>
/// <param name="EveryEpochs">k: epochs between two falls; at least 1.</param>
/// <param name="Factor">What the rate is multiplied by; above 0, at most 1.</param>
public sealed record StepSchedule(int EveryEpochs, double Factor) : LearningRateSchedule
{
    /// <summary>k: epochs between two falls; at least 1.</summary>
    /// <exception cref="ArgumentException">It is below 1.</exception>
    public int EveryEpochs { get; } = Checked(EveryEpochs, EveryEpochs >= 1, "step", "at least 1 epoch between two falls");

    /// <summary>What the rate is multiplied by; above 0, at most 1.</summary>
    /// <exception cref="ArgumentException">It is outside that range.</exception>
    public double Factor { get; } = Checked(Factor, Factor is > 0 and <= 1, "step", "a factor above 0 and at most 1");

    /// <inheritdoc/>
    public override double FactorAt(ScheduleMoment moment, IReadOnlyList<double> scores) => Power(Factor, moment.Epoch / EveryEpochs);

    /// <inheritdoc/>
    public override string ToString() => $"step:{EveryEpochs}:{Factor}";
}
