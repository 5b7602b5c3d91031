using System.Text.Json.Serialization;
using static System.FormattableString;

namespace DigitLab.Training;

/// <summary>The rate falls by a factor every few epochs: max(floor, factor^⌊(epoch + offset) / k⌋), epochs counted from 0.</summary>
/// <param name="EveryEpochs">k: epochs between two falls; above 0, and not always whole.</param>
/// <param name="Factor">What the rate is multiplied by; above 0, at most 1.</param>
/// <param name="Offset">Epochs by which the falls come early; at least 0.</param>
/// <param name="Floor">The least that is left of the rate; at least 0, at most 1.</param>
public sealed record StepSchedule(double EveryEpochs, double Factor, double Offset = 0, double Floor = 0) : LearningRateSchedule
{
    /// <summary>k: epochs between two falls; above 0.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public double EveryEpochs { get; } =
        Checked(EveryEpochs, EveryEpochs > 0 && double.IsFinite(EveryEpochs), "step", "a number of epochs above 0 between two falls");

    /// <summary>What the rate is multiplied by; above 0, at most 1.</summary>
    /// <exception cref="ArgumentException">It is outside that range.</exception>
    public double Factor { get; } = Checked(Factor, Factor is > 0 and <= 1, "step", "a factor above 0 and at most 1");

    /// <summary>Epochs by which the falls come early; at least 0.</summary>
    /// <exception cref="ArgumentException">It is negative.</exception>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double Offset { get; } = Checked(Offset, Offset >= 0 && double.IsFinite(Offset), "step", "an offset of at least 0 epochs");

    /// <summary>The least that is left of the rate; at least 0, at most 1.</summary>
    /// <exception cref="ArgumentException">It is outside that range.</exception>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double Floor { get; } = Checked(Floor, Floor is >= 0 and <= 1, "step", "a floor of at least 0 and at most 1");

    /// <inheritdoc/>
    public override double FactorAt(ScheduleMoment moment, IReadOnlyList<double> scores) =>
        Math.Max(Floor, Power(Factor, (long)Math.Floor((moment.Epoch + Offset) / EveryEpochs)));

    /// <inheritdoc/>
    public override string ToString() =>
        Invariant($"step:{EveryEpochs}:{Factor}") + (Offset == 0 && Floor == 0 ? "" : Invariant($":{Offset}:{Floor}"));
}
