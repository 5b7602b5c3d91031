namespace DigitLab.Neural.Tests.Networks;

public sealed class InputNormalizationTests
{
    [Fact]
    public void Unit_maps_bytes_to_0_to_1()
    {
        Assert.Equal([0f, 1f / 255, 128f / 255, 1f], Applied(InputNormalization.Unit, 0, 1, 128, 255));
        Assert.False(InputNormalization.Unit.IsPerPixel);
    }

    [Fact]
    public void One_mean_and_deviation_serve_all_pixels()
    {
        var normalization = InputNormalization.Standard(0.5f, 0.25f);
        Assert.Equal([-2f, 2f, ((51 / 255f) - 0.5f) / 0.25f], Applied(normalization, 0, 255, 51));
        Assert.Equal([0.5f], normalization.Mean.ToArray());
        Assert.Equal([0.25f], normalization.Deviation.ToArray());
    }

    [Fact]
    public void Each_pixel_may_have_its_own()
    {
        var normalization = InputNormalization.PerPixel([0, 1, 0.5f], [1, 2, 0.5f]);
        Assert.True(normalization.IsPerPixel);
        Assert.Equal([1f, 0f, -1f], Applied(normalization, 255, 255, 0));
    }

    [Fact]
    public void Every_byte_is_mapped_by_the_formula()
    {
        var normalization = InputNormalization.Standard(0.1307f, 0.3081f);
        byte[] pixels = [.. Enumerable.Range(0, 256).Select(pixel => (byte)pixel)];
        Bits.AssertSame([.. pixels.Select(pixel => ((pixel / 255f) - 0.1307f) / 0.3081f)], Applied(normalization, pixels), "all bytes");
    }

    [Fact]
    public void A_picture_that_one_normalized_becomes_what_another_would_have_made_of_it()
    {
        var standard = InputNormalization.Standard(0.1307f, 0.3081f);
        var perPixel = InputNormalization.PerPixel([0.5f, 0.25f, 0.125f], [0.5f, 1, 2]);
        byte[] twoPictures = [0, 51, 255, 17, 128, 99];
        float[] translated = new float[6];
        standard.Translate(Applied(standard, twoPictures), perPixel, translated);
        float[] wanted = [.. Applied(perPixel, 0, 51, 255), .. Applied(perPixel, 17, 128, 99)];
        Assert.All(wanted.Zip(translated), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));

        perPixel.Translate(wanted, perPixel, translated);
        Bits.AssertSame(wanted, translated, "by itself");
    }

    [Fact]
    public void Only_whole_pictures_are_translated()
    {
        var perPixel = InputNormalization.PerPixel([0, 0], [1, 1]);
        Assert.Equal(
            "Normalization: expected whole pictures of 2 pixels and as many outputs, got 3 and 3.",
            Assert.Throws<ArgumentException>(() => InputNormalization.Unit.Translate(new float[3], perPixel, new float[3])).Message);
        Assert.Throws<ArgumentException>(() => InputNormalization.Unit.Translate(new float[3], InputNormalization.Unit, new float[4]));
    }

    [Fact]
    public void Its_numbers_are_its_own()
    {
        float[] mean = [0, 0], deviation = [1, 1];
        var normalization = InputNormalization.PerPixel(mean, deviation);
        mean[0] = 5;
        Assert.Equal([1f, 1f], Applied(normalization, 255, 255));
    }

    [Fact]
    public void Lengths_must_agree()
    {
        Assert.Equal(
            "Normalization: expected as many deviations as means, got 2 and 1.",
            Assert.Throws<ArgumentException>(() => InputNormalization.PerPixel([0, 0], [1])).Message);
        Assert.Throws<ArgumentException>(() => InputNormalization.PerPixel([], []));
        Assert.Equal(
            "Normalization: expected 2 pixels and as many outputs, got 3 and 3.",
            Assert.Throws<ArgumentException>(() => InputNormalization.PerPixel([0, 0], [1, 1]).Apply(new byte[3], new float[3])).Message);
        Assert.Equal(
            "Normalization: expected 3 pixels and as many outputs, got 3 and 4.",
            Assert.Throws<ArgumentException>(() => InputNormalization.Unit.Apply(new byte[3], new float[4])).Message);
    }

    [Theory]
    [InlineData(float.NaN, 1)]
    [InlineData(float.PositiveInfinity, 1)]
    [InlineData(0, 0)]
    [InlineData(0, -1)]
    [InlineData(0, float.NaN)]
    [InlineData(0, float.PositiveInfinity)]
    public void Impossible_numbers_are_refused(float mean, float deviation) => Assert.Equal(
        $"Normalization: expected finite means and deviations above 0, got {mean} and {deviation} at pixel 0.",
        Assert.Throws<ArgumentException>(() => InputNormalization.Standard(mean, deviation)).Message);

    private static float[] Applied(InputNormalization normalization, params byte[] pixels)
    {
        float[] output = new float[pixels.Length];
        normalization.Apply(pixels, output);
        return output;
    }
}
