namespace DigitLab.Training;

/// <summary>The 95% confidence interval of a proportion. Source: Wilson 1927, JASA 22; good for proportions near 0 and 1 too.</summary>
/// <param name="Low">The lower end, from 0 to 1.</param>
/// <param name="High">The upper end, from 0 to 1.</param>
public readonly record struct WilsonInterval(double Low, double High)
{
    private const double Z = 1.959963984540054;   // the normal distribution's 97.5% point

    /// <summary>The interval for <paramref name="successes"/> out of <paramref name="count"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no trial, or there are more successes than trials.</exception>
    public static WilsonInterval Of(int successes, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, count);
        double p = (double)successes / count, square = Z * Z / count;
        double centre = (p + (square / 2)) / (1 + square);
        double half = Z / (1 + square) * Math.Sqrt((p * (1 - p) / count) + (square / (4 * count)));
        return new WilsonInterval(Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
