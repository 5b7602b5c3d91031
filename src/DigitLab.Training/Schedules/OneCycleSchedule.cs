using DigitLab.Neural;
using static System.FormattableString;

namespace DigitLab.Training;

/// <summary>The rate rises to the configured one along half a cosine, then falls along another to nearly nothing.</summary>
/// <remarks>
/// Starts at rate / startDivisor, ends at rate / (startDivisor · finalDivisor). Source: Smith, Topin 2018, arXiv:1708.07120, in the
/// form of PyTorch's OneCycleLR (cosine, two phases, momentum left alone), whose turning point is at step riseFraction · T − 1.
/// </remarks>
/// <param name="RiseFraction">The part of the run in which the rate rises; at least 0, less than 1.</param>
/// <param name="StartDivisor">The configured rate over the first one; at least 1.</param>
/// <param name="FinalDivisor">The first rate over the last one; at least 1.</param>
public sealed record OneCycleSchedule(double RiseFraction = 0.3, double StartDivisor = 25, double FinalDivisor = 10_000) : LearningRateSchedule
{
    /// <summary>The part of the run in which the rate rises; at least 0, less than 1.</summary>
    /// <exception cref="ArgumentException">It is outside that range.</exception>
    public double RiseFraction { get; } =
        Checked(RiseFraction, RiseFraction is >= 0 and < 1, "one-cycle", "a rising part of at least 0 and less than 1");

    /// <summary>The configured rate over the first one; at least 1.</summary>
    /// <exception cref="ArgumentException">It is below 1 or not finite.</exception>
    public double StartDivisor { get; } =
        Checked(StartDivisor, StartDivisor is >= 1 and <= double.MaxValue, "one-cycle", "a divisor of the first rate of at least 1");

    /// <summary>The first rate over the last one; at least 1.</summary>
    /// <exception cref="ArgumentException">It is below 1 or not finite.</exception>
    public double FinalDivisor { get; } =
        Checked(FinalDivisor, FinalDivisor is >= 1 and <= double.MaxValue, "one-cycle", "a divisor of the last rate of at least 1");

    /// <inheritdoc/>
    public override double FactorAt(ScheduleMoment moment, IReadOnlyList<double> scores)
    {
        double first = 1 / StartDivisor, last = first / FinalDivisor;
        double turn = Math.Max((RiseFraction * moment.TotalSteps) - 1, 0), fall = moment.TotalSteps - 1 - turn;
        return moment.Step < turn
            ? Anneal(first, 1, moment.Step / turn)
            : Anneal(1, last, fall > 0 ? (moment.Step - turn) / fall : 0);   // a run of one step has nothing to fall along
    }

    /// <inheritdoc/>
    public override string ToString() => this == new OneCycleSchedule() ? "one-cycle" : Invariant($"one-cycle:{RiseFraction}:{StartDivisor}:{FinalDivisor}");

    // Half a cosine from one value to another.
    private static double Anneal(double from, double to, double progress) => to + (0.5 * (from - to) * (1 + PortableMath.Cos(Math.PI * progress)));
}
