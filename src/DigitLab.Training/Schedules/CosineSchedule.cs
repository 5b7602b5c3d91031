using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>Half a cosine from the configured rate to 0 over the run, after an optional warm-up in which the rate rises in equal steps.</summary>
/// <remarks>
/// With w steps of warm-up out of T: (t + 1) / w for t &lt; w, then ½ (1 + cos(π (t − w) / (T − w))); the last step's rate is just above 0.
/// Source: Loshchilov, Hutter 2017, equation 5 without restarts, arXiv:1608.03983; the warm-up: Goyal et al. 2017, §2.2, arXiv:1706.02677.
/// </remarks>
/// <param name="WarmUpEpochs">Epochs in which the rate rises; at least 0.</param>
public sealed record CosineSchedule(int WarmUpEpochs = 0) : LearningRateSchedule
{
    /// <summary>Epochs in which the rate rises; at least 0.</summary>
    /// <exception cref="ArgumentException">It is negative.</exception>
    public int WarmUpEpochs { get; } = Checked(WarmUpEpochs, WarmUpEpochs >= 0, "cosine", "at least 0 epochs of warm-up");

    /// <inheritdoc/>
    public override double FactorAt(ScheduleMoment moment, IReadOnlyList<double> scores)
    {
        long warmUp = (long)WarmUpEpochs * moment.StepsPerEpoch;
        return moment.Step < warmUp
            ? (moment.Step + 1.0) / warmUp
            : 0.5 * (1 + PortableMath.Cos(Math.PI * (moment.Step - warmUp) / (moment.TotalSteps - warmUp)));
    }

    /// <inheritdoc/>
    public override string ToString() => WarmUpEpochs == 0 ? "cosine" : $"cosine:{WarmUpEpochs}";
}
