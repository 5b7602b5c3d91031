namespace DigitLab.Training;

/// <summary>Whether two networks that read the same digits differ, judged by the digits that only one of them misread.</summary>
/// <remarks>
/// The exact test: if the networks do not differ, each such digit falls to either with probability ½, so p = min(1, 2 · P(X ≤ min(b, c)))
/// for X binomial (b + c, ½). Source: McNemar 1947, Psychometrika 12; advised for classifiers by Dietterich 1998, Neural Computation 10.
/// </remarks>
/// <param name="OnlyFirst">b: digits that only the first misread.</param>
/// <param name="OnlySecond">c: digits that only the second misread.</param>
/// <param name="P">The probability of so uneven a division, or a more uneven one, if they do not differ.</param>
public sealed record McNemarTest(int OnlyFirst, int OnlySecond, double P)
{
    /// <summary>Compares two networks.</summary>
    /// <param name="firstErrors">The places of the digits that one misread.</param>
    /// <param name="secondErrors">Those that the other misread, of the same digits.</param>
    public static McNemarTest Of(IReadOnlyCollection<int> firstErrors, IReadOnlyCollection<int> secondErrors) =>
        Of(firstErrors.Except(secondErrors).Count(), secondErrors.Except(firstErrors).Count());

    /// <summary>Compares by the counts.</summary>
    /// <param name="onlyFirst">Digits that only the first misread.</param>
    /// <param name="onlySecond">Digits that only the second misread.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static McNemarTest Of(int onlyFirst, int onlySecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirst);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecond);
        int fewer = Math.Min(onlyFirst, onlySecond), all = onlyFirst + onlySecond;

        // P(X ≤ k) = I_½(n − k, k + 1).
        double p = 2 * fewer >= all ? 1 : Math.Min(1, 2 * IncompleteBeta.Of(0.5, all - fewer, fewer + 1));
        return new McNemarTest(onlyFirst, onlySecond, p);
    }
}
