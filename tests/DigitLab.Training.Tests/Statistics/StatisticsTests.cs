namespace DigitLab.Training.Tests;

/// <summary>Held to printed tables, published examples and counts by hand.</summary>
public sealed class StatisticsTests
{
    // R's data set "sleep": hours of sleep gained under two drugs by ten people. Source: Student 1908, Biometrika 6.
    private static readonly double[] FirstDrug = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    private static readonly double[] SecondDrug = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    [Theory]
    [InlineData(1, 12.7062)]
    [InlineData(2, 4.30265)]
    [InlineData(4, 2.77645)]
    [InlineData(9, 2.26216)]
    [InlineData(30, 2.04227)]
    [InlineData(120, 1.97993)]
    public void Critical_values_are_those_of_the_printed_table(int degreesOfFreedom, double expected) =>
        Assert.Equal(expected, StudentT.Critical(0.95, degreesOfFreedom), 5e-5);

    [Theory]
    [InlineData(0, 5, 1)]
    [InlineData(1, 1, 0.5)]   // Cauchy: 1 − (2/π)·arctan 1
    [InlineData(double.PositiveInfinity, 3, 0)]
    public void Two_sided_p_is_right_where_it_is_known_exactly(double t, int degreesOfFreedom, double expected) =>
        Assert.Equal(expected, StudentT.TwoSided(t, degreesOfFreedom), 1e-12);

    [Fact]
    public void The_paired_test_gives_what_R_prints_for_Students_own_data()
    {
        PairedTTest test = PairedTTest.Of(FirstDrug, SecondDrug);   // t = -4.0621, df = 9, p-value = 0.002833, mean -1.58
        Assert.Equal(-4.0621, test.T, 5e-5);
        Assert.Equal(0.002833, test.P, 5e-7);
        Assert.Equal(-1.58, test.Difference.Mean, 1e-12);
        Assert.Equal((2.4598858 - 0.7001142) / 2, test.Difference.HalfWidth!.Value, 1e-6);   // R's interval: -2.4598858 -0.7001142
    }

    [Fact]
    public void Equal_scores_do_not_differ_and_a_constant_difference_is_certain()
    {
        Assert.Equal(1, PairedTTest.Of([1, 2], [1, 2]).P);
        Assert.Equal(0, PairedTTest.Of([2, 3], [1, 2]).P);
        Assert.Throws<ArgumentException>(() => PairedTTest.Of([1], [2]));
        Assert.Throws<ArgumentException>(() => PairedTTest.Of([1, 2], [2]));
    }

    [Fact]
    public void A_summary_has_the_deviation_by_n_minus_1()
    {
        SampleSummary summary = SampleSummary.Of([2, 4, 4, 4, 5, 5, 7, 9]);   // mean 5, squares 32, 32 / 7
        Assert.Equal((8, 5.0), (summary.Count, summary.Mean));
        Assert.Equal(Math.Sqrt(32.0 / 7), summary.Deviation, 1e-12);
        Assert.Equal(2.36462 * Math.Sqrt(32.0 / 7 / 8), summary.HalfWidth!.Value, 1e-4);   // t(7) of the table
        Assert.Null(SampleSummary.Of([3]).HalfWidth);
        Assert.Throws<ArgumentException>(() => SampleSummary.Of([]));
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(5, 5, 1)]
    [InlineData(0, 5, 2.0 / 32)]
    [InlineData(10, 3, 2.0 * (1 + 13 + 78 + 286) / 8192)]
    [InlineData(59, 121, 4.434449263755176e-06)]   // 2 · Σ C(180, i) / 2^180 for i up to 59, in whole numbers
    public void McNemars_p_is_the_binomial_sum(int onlyFirst, int onlySecond, double expected)
    {
        Assert.Equal(expected, McNemarTest.Of(onlyFirst, onlySecond).P, 1e-12);
        Assert.Equal(expected, McNemarTest.Of(onlySecond, onlyFirst).P, 1e-12);
    }

    [Fact]
    public void McNemar_counts_the_digits_that_only_one_misread()
    {
        McNemarTest test = McNemarTest.Of([3, 7, 9], [7, 11, 12, 13]);
        Assert.Equal((2, 3), (test.OnlyFirst, test.OnlySecond));
        Assert.Throws<ArgumentOutOfRangeException>(() => McNemarTest.Of(-1, 2));
    }

    [Fact]
    public void Holm_multiplies_the_smallest_most_and_keeps_the_order()
    {
        // By hand: 0.01·4, 0.02·3 = 0.06, 0.03·2 = 0.06, 0.9·1.
        Assert.Equal([0.06, 0.04, 0.9, 0.06], HolmCorrection.Adjust([0.03, 0.01, 0.9, 0.02]).Select(p => Math.Round(p, 12)));
        Assert.Equal([1, 1], HolmCorrection.Adjust([0.6, 0.7]));
        Assert.Empty(HolmCorrection.Adjust([]));
    }
}
