using DigitLab.Imaging;

namespace DigitLab.Tests.Normalization;

public sealed class SharpeningTests
{
    [Theory]
    [InlineData(20, 30, 0)]
    [InlineData(60, 10, 1)]
    [InlineData(45, 45, 0.5)]
    [InlineData(500, 500, 1)]
    public void Fineness_is_told_by_the_longer_side_of_the_box(int width, int height, float expected) =>
        Assert.Equal(expected, Oversampling.ShareOf(new PixelBox(0, 0, width, height)));

    [Fact]
    public void Coarse_ink_keeps_its_levels()
    {
        InkMap ink = Levels(0, 0.1f, 0.5f, 0.9f, 1);
        Assert.Equal(ink.Levels, Sharpening.Apply(ink, 0).Levels);
    }

    [Fact]
    public void Fine_ink_is_stretched_between_three_and_six_tenths()
    {
        float[] levels = Sharpening.Apply(Levels(0, 0.3f, 0.375f, 0.45f, 0.6f, 1), 1).Levels;
        float[] expected = [0, 0, 0.25f, 0.5f, 1, 1];
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], levels[i], 1e-6);
        }
    }

    [Fact]
    public void Noise_below_the_lower_end_is_gone_with_it() =>
        Assert.Equal(0, Sharpening.Apply(new InkMap(1, 1, [1], 0.1f, InkPolarity.DarkOnLight), 1).Noise);

    private static InkMap Levels(params float[] levels) => new(levels.Length, 1, levels, 0.02f, InkPolarity.DarkOnLight);
}
