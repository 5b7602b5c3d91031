namespace DigitLab.Training;

/// <summary>Student's t distribution: what a mean of few values is judged by. Source: Student 1908, Biometrika 6.</summary>
public static class StudentT
{
    private const int Halvings = 200;

    /// <summary>The probability that |T| is at least |t|, for T with so many degrees of freedom: a two-sided test's p.</summary>
    /// <param name="t">The statistic; infinite for differences that are all the same and not 0.</param>
    /// <param name="degreesOfFreedom">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no degree of freedom.</exception>
    public static double TwoSided(double t, int degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreesOfFreedom, 1);
        return double.IsInfinity(t) ? 0 : IncompleteBeta.Of(degreesOfFreedom / (degreesOfFreedom + (t * t)), degreesOfFreedom / 2.0, 0.5);
    }

    /// <summary>The t for which <see cref="TwoSided"/> is 1 − confidence: half the width of an interval, in standard errors.</summary>
    /// <param name="confidence">Above 0, below 1.</param>
    /// <param name="degreesOfFreedom">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence or the degrees of freedom are out of their range.</exception>
    public static double Critical(double confidence, int degreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(confidence, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
        double low = 0, high = 1;
        while (TwoSided(high, degreesOfFreedom) > 1 - confidence)
        {
            high *= 2;
        }

        for (int i = 0; i < Halvings && low < high; i++)
        {
            double middle = low + ((high - low) / 2);
            (low, high) = TwoSided(middle, degreesOfFreedom) > 1 - confidence ? (middle, high) : (low, middle);
        }

        return high;
    }
}
