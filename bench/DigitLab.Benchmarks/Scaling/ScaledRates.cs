namespace DigitLab.Benchmarks;

/// <summary>One question put to several contestants in turns: each one's median, and how it compares with the first.</summary>
internal sealed class ScaledRates
{
    private readonly double[] _medians;

    internal ScaledRates(IReadOnlyList<IContestant> contestants, Question question, int rounds)
    {
        List<double>[] answers = [.. contestants.Select(_ => new List<double>())];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < contestants.Count; i++)
            {
                answers[i].Add(contestants[i].Measure(question));
            }
        }

        _medians = [.. answers.Select(Median.Of)];
    }

    internal double Rate(int contestant) => _medians[contestant];

    internal double TimesTheFirst(int contestant) => _medians[contestant] / _medians[0];
}
