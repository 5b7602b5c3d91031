using System.Text.Json.Serialization;

namespace DigitLab.Training;

/// <summary>How the learning rate changes during a run: what a configuration says of it, and the rule itself.</summary>
/// <remarks>
/// A schedule has no memory. Its factor is a function of the step and, for <see cref="PlateauSchedule"/>, of the scores of the epochs
/// that are over; so a resumed run needs nothing but its position and its history to go on as if it had never stopped.
/// Records: equal settings compare equal. <see cref="object.ToString"/> gives the short form that <see cref="ScheduleParser"/> reads.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "schedule", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(ConstantSchedule), "constant")]
[JsonDerivedType(typeof(StepSchedule), "step")]
[JsonDerivedType(typeof(ExponentialSchedule), "exponential")]
[JsonDerivedType(typeof(CosineSchedule), "cosine")]
[JsonDerivedType(typeof(OneCycleSchedule), "one-cycle")]
[JsonDerivedType(typeof(PlateauSchedule), "plateau")]
public abstract record LearningRateSchedule
{
    /// <summary>What the configured learning rate is multiplied by in one step.</summary>
    /// <param name="moment">The step, and how long the run is.</param>
    /// <param name="scores">The monitored score of each epoch that is over, first to last; the larger the better.</param>
    /// <returns>A factor of at least 0.</returns>
    public abstract double FactorAt(ScheduleMoment moment, IReadOnlyList<double> scores);

    /// <summary>x to a whole power, by squaring: the same bits everywhere, and exact where the result is.</summary>
    private protected static double Power(double x, long exponent)
    {
        double power = 1;
        for (; exponent > 0; exponent >>= 1, x *= x)
        {
            if ((exponent & 1) != 0)
            {
                power *= x;
            }
        }

        return power;
    }

    /// <summary>The setting, or the refusal of it in the one form that all schedules use.</summary>
    private protected static T Checked<T>(T value, bool isGood, string schedule, string expected) => isGood
        ? value
        : throw new ArgumentException($"Schedule {schedule}: expected {expected}, got {value}.");
}
