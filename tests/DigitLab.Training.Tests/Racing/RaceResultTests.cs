namespace DigitLab.Training.Tests.Racing;

public sealed class RaceResultTests
{
    [Fact]
    public void Means_and_deviations_are_over_the_seeds()
    {
        var result = new RaceResult([Run(1, errors: 8), Run(2, errors: 12), Run(3, errors: 10)], Target: 99);
        Assert.Equal(0.99, result.Accuracy, 1e-12);
        Assert.Equal(0.002, result.AccuracyDeviation, 1e-12);   // −2, 2 and 0 errors in 1,000 beside the mean: √(8/2)
        Assert.Equal(2, result.TrainingSeconds);
        Assert.Equal(1, result.TrainingSecondsDeviation);
    }

    [Fact]
    public void A_target_is_reached_where_the_mean_is_no_less()
    {
        Assert.True(new RaceResult([Run(1, errors: 9), Run(2, errors: 11)], Target: 99).IsReached);
        Assert.False(new RaceResult([Run(1, errors: 9), Run(2, errors: 12)], Target: 99).IsReached);
    }

    [Fact]
    public void One_seed_has_no_deviation()
    {
        var result = new RaceResult([Run(5, errors: 7)], Target: 99);
        Assert.Equal((0, 0), (result.AccuracyDeviation, result.TrainingSecondsDeviation));
    }

    // A run of 1,000 digits whose seconds are its seed.
    private static RaceRun Run(ulong seed, int errors) => new(seed, seed, 0.1, errors, 1000, "");
}
