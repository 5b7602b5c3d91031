using DigitLab.Neural;

namespace DigitLab.Data.Tests.Augmentation;

public class DigitMixingTests
{
    private const int Many = 20_000;

    // The larger of s and 1 − s where s is Beta(α, α): its mean square about ½ is the variance of Beta, 1 / (4 (2α + 1)).
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.2)]
    [InlineData(1)]
    public void Shares_are_from_a_half_to_1_and_spread_as_beta_says(double alpha)
    {
        DigitMixing[] drawn = Draw(alpha);
        Assert.All(drawn, mixing => Assert.InRange(mixing.Share, 0.5f, 1f));
        Assert.Equal(1 / (4 * ((2 * alpha) + 1)), drawn.Average(mixing => Math.Pow(mixing.Share - 0.5, 2)), 0.003);
    }

    [Fact]
    public void Every_other_digit_is_equally_likely() =>
        Assert.All(Draw(0.2).CountBy(mixing => mixing.Other), other => Assert.InRange(other.Value, 1800, 2200));

    [Fact]
    public void Alpha_1_is_uniform() => Assert.All(
        Draw(1).CountBy(mixing => Math.Min(9, (int)(20 * (mixing.Share - 0.5)))), tenth => Assert.InRange(tenth.Value, 1780, 2220));

    [Fact]
    public void Pictures_are_mixed_in_their_shares_and_rounded()
    {
        byte[] image = [0, 100, 255, 10];
        new DigitMixing(0, 0.75f).Apply(image, [255, 0, 255, 13]);
        Assert.Equal([64, 75, 255, 11], image);   // 63.75, 75, 255, 10.75
    }

    private static DigitMixing[] Draw(double alpha) =>
        [.. Enumerable.Range(0, Many).Select(i => DigitMixing.Draw(alpha, 10, new RandomKey(2, RandomPurpose.Mixing, 0, i)))];
}
