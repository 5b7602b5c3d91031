using static System.FormattableString;

namespace DigitLab.Training;

/// <summary>The rate falls by the same factor after each epoch: factor^epoch, epochs counted from 0.</summary>
/// <param name="Factor">What the rate is multiplied by; above 0, at most 1.</param>
public sealed record ExponentialSchedule(double Factor) : LearningRateSchedule
{
    /// <summary>What the rate is multiplied by after each epoch; above 0, at most 1.</summary>
    /// <exception cref="ArgumentException">It is outside that range.</exception>
    public double Factor { get; } = Checked(Factor, Factor is > 0 and <= 1, "exponential", "a factor above 0 and at most 1");

    /// <inheritdoc/>
    public override double FactorAt(ScheduleMoment moment, IReadOnlyList<double> scores) => Power(Factor, moment.Epoch);

    /// <inheritdoc/>
    public override string ToString() => Invariant($"exponential:{Factor}");
}
