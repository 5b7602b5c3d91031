using static System.FormattableString;

namespace DigitLab.Training;

/// <summary>The rate falls by a factor whenever the monitored score has stood still for some epochs.</summary>
/// <remarks>
/// As Keras's ReduceLROnPlateau counts: an epoch that does not beat the best so far is one of waiting; when <see cref="Patience"/> of
/// them have gone by the rate falls and the count starts anew. An epoch that ties with the best does not beat it.
/// </remarks>
/// <param name="Patience">Epochs of waiting before a fall; at least 1.</param>
/// <param name="Factor">What the rate is multiplied by; above 0, less than 1.</param>
public sealed record PlateauSchedule(int Patience = 2, double Factor = 0.2) : LearningRateSchedule
{
    /// <summary>Epochs of waiting before a fall; at least 1.</summary>
    /// <exception cref="ArgumentException">It is below 1.</exception>
    public int Patience { get; } = Checked(Patience, Patience >= 1, "plateau", "a patience of at least 1 epoch");

    /// <summary>What the rate is multiplied by; above 0, less than 1.</summary>
    /// <exception cref="ArgumentException">It is outside that range.</exception>
    public double Factor { get; } = Checked(Factor, Factor is > 0 and < 1, "plateau", "a factor above 0 and less than 1");

    /// <inheritdoc/>
    public override double FactorAt(ScheduleMoment moment, IReadOnlyList<double> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        double best = double.NegativeInfinity;
        int waited = 0, falls = 0;
        for (int epoch = 0; epoch < scores.Count; epoch++)
        {
            if (scores[epoch] > best)
            {
                (best, waited) = (scores[epoch], 0);
            }
            else if (++waited == Patience)
            {
                (waited, falls) = (0, falls + 1);
            }
        }

        return Power(Factor, falls);
    }

    /// <inheritdoc/>
    public override string ToString() => Invariant($"plateau:{Patience}:{Factor}");
}
