namespace DigitLab.Benchmarks;

/// <summary>The same measured in several ways, in turns: each one's median, and how it compares with the first.</summary>
internal sealed class ScaledRates
{
    private readonly double[] _medians;
    private readonly double[] _multiples;

    /// <summary>Measures all of them.</summary>
    /// <param name="measurements">Each measures once.</param>
    /// <param name="rounds">How often each is asked.</param>
    internal ScaledRates(IEnumerable<Func<double>> measurements, int rounds)
    {
        (Func<double> Measure, List<double> Answers)[] all = [.. measurements.Select(measure => (measure, new List<double>()))];
        for (int round = 0; round < rounds; round++)
        {
            foreach ((Func<double> measure, List<double> answers) in all)
            {
                answers.Add(measure());
            }
        }

        _medians = [.. all.Select(each => Median.Of(each.Answers))];
        _multiples = [.. all.Select(each => Median.Of([.. each.Answers.Zip(all[0].Answers, (one, first) => one / first)]))];
    }

    /// <summary>One question put to several contestants.</summary>
    internal static ScaledRates Of(IEnumerable<IContestant> contestants, Question question, int rounds) =>
        new(contestants.Select<IContestant, Func<double>>(each => () => each.Measure(question)), rounds);

    /// <summary>The median over the rounds.</summary>
    internal double Rate(int measurement) => _medians[measurement];

    /// <summary>The median over the rounds of its multiple of the first in the same round, which a machine that drifts changes least.</summary>
    internal double TimesTheFirst(int measurement) => _multiples[measurement];
}
