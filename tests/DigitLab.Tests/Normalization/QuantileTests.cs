namespace DigitLab.Tests.Normalization;

public sealed class QuantileTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 5)]
    [InlineData(0.99, 8)]   // the last but one: nothing is invented between two values
    [InlineData(1, 9)]
    public void The_value_at_a_share_of_the_sorted_list(double share, float expected) =>
        Assert.Equal(expected, Quantile.Of([9, 1, 5, 8, 2], share));

    [Fact]
    public void Of_one_value_every_quantile_is_that_value() => Assert.Equal(7, Quantile.Of([7], 0.3));
}
