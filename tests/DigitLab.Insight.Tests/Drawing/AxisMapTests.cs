namespace DigitLab.Insight.Tests.Drawing;

public class AxisMapTests
{
    [Theory]
    [InlineData(0.0, 1.0, "0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(84.33, 99.72, "80 85 90 95 100")]
    [InlineData(0.0, 6742.0, "0 2,000 4,000 6,000 8,000")]
    [InlineData(-3.2, 1.5, "−4 −3 −2 −1 0 1 2")]
    [InlineData(0.00001, 0.00009, "0 2·10⁻⁵ 4·10⁻⁵ 6·10⁻⁵ 8·10⁻⁵ 10⁻⁴")]
    [InlineData(5.0, 5.0, "4.4 4.6 4.8 5.0 5.2 5.4 5.6")]
    public void Ticks_are_round_and_few_and_hold_the_data(double low, double high, string labels)
    {
        var map = new AxisMap(new Axis("x"), [low, high], 6);
        Assert.Equal(labels, string.Join(' ', map.Ticks.Select(map.LabelOf)));
        Assert.InRange(map.Of(low), -1e-9, 1);
        Assert.InRange(map.Of(high), 0, 1 + 1e-9);
    }

    [Fact]
    public void Whole_numbers_get_whole_ticks_and_no_room_beyond_the_data()
    {
        var map = new AxisMap(new Axis("epoch", IsWhole: true), [1, 3], 8);
        Assert.Equal([1, 2, 3], map.Ticks);
        Assert.Equal(0, map.Of(1));
        Assert.Equal(1, map.Of(3));
    }

    [Theory]
    [InlineData(0.003, 40.0, "0.001 0.01 0.1 1 10 100")]
    [InlineData(2.0, 8.0, "1 2 5 10")]
    [InlineData(1e-9, 1.0, "10⁻⁹ 10⁻⁷ 10⁻⁵ 0.001 0.1")]
    public void Logarithmic_ticks_are_powers_of_ten_or_within_one_1_2_5(double low, double high, string labels)
    {
        var map = new AxisMap(new Axis("x", Scale: AxisScale.Logarithmic), [low, high, 0, -1], 6);
        Assert.Equal(labels, string.Join(' ', map.Ticks.Select(map.LabelOf)));
        Assert.True(double.IsNaN(map.Of(0)));
    }

    [Fact]
    public void Limits_that_are_given_stay()
    {
        var map = new AxisMap(new Axis("x", Min: 0.15, Max: 0.95), [0.2, 7], 6);
        Assert.Equal(0, map.Of(0.15), 12);
        Assert.Equal(1, map.Of(0.95), 12);
        Assert.All(map.Ticks, tick => Assert.InRange(tick, 0.15, 0.95));
    }

    [Fact]
    public void Bars_have_zero_on_their_axis() => Assert.Equal(0, new AxisMap(new Axis("x"), [98, 99], 6, hasZero: true).Of(0));
}
