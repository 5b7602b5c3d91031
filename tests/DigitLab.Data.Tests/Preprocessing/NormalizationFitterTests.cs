using DigitLab.Neural;

namespace DigitLab.Data.Tests.Preprocessing;

public class NormalizationFitterTests
{
    [Fact]
    public void Unit_is_the_pixel_over_255() => Assert.Same(InputNormalization.Unit, NormalizationFitter.Fit(NormalizationKind.Unit, TestDigits.Random(0)));

    [Fact]
    public void Symmetric_goes_from_minus_one_to_one()
    {
        InputNormalization fit = NormalizationFitter.Fit(NormalizationKind.Symmetric, TestDigits.Random(0));
        float[] input = new float[2];
        fit.Apply([0, 255], input);
        Assert.Equal([-1f, 1f], input);
    }

    [Fact]
    public void Standard_is_the_mean_and_the_deviation_of_all_pixels()
    {
        // Pixels 0, 51, 102, 255: mean 102 = 0.4 · 255, mean square of the deviations (102² + 51² + 0 + 153²)/4 = 9103.5.
        InputNormalization fit = NormalizationFitter.Fit(NormalizationKind.Standard, new DigitDataset("x", 1, 2, [0, 51, 102, 255], [0, 0]));
        Assert.Equal([0.4f], fit.Mean.ToArray());
        Assert.Equal([(float)(Math.Sqrt(9103.5) / 255)], fit.Deviation.ToArray());
    }

    [Fact]
    public void Per_pixel_is_a_mean_and_a_deviation_for_each_and_1_where_nothing_varies()
    {
        InputNormalization fit = NormalizationFitter.Fit(NormalizationKind.PerPixel, new DigitDataset("x", 1, 3, [0, 51, 255, 0, 51, 0], [0, 0]));
        Assert.Equal([0, 0.2f, 0.5f], fit.Mean.ToArray());
        Assert.Equal([1, 1, 0.5f], fit.Deviation.ToArray());
    }

    [Theory]
    [InlineData(NormalizationKind.Standard)]
    [InlineData(NormalizationKind.PerPixel)]
    public void The_order_of_the_digits_changes_no_bit(NormalizationKind kind)
    {
        DigitDataset digits = TestDigits.Random(501);
        InputNormalization fit = NormalizationFitter.Fit(kind, digits);
        InputNormalization reversed = NormalizationFitter.Fit(kind, digits.Select([.. Enumerable.Range(0, 501).Reverse()]));
        Assert.Equal(fit.Mean.ToArray(), reversed.Mean.ToArray());
        Assert.Equal(fit.Deviation.ToArray(), reversed.Deviation.ToArray());
    }

    [Fact]
    public void Normalized_training_pixels_have_mean_0_and_deviation_1()
    {
        DigitDataset digits = TestDigits.Random(300);
        InputNormalization fit = NormalizationFitter.Fit(NormalizationKind.PerPixel, digits);
        double[] sums = new double[12], squares = new double[12];
        float[] normalized = new float[12];
        for (int i = 0; i < digits.Count; i++)
        {
            fit.Apply(digits.Image(i), normalized);
            for (int pixel = 0; pixel < 12; pixel++)
            {
                sums[pixel] += normalized[pixel];
                squares[pixel] += normalized[pixel] * (double)normalized[pixel];
            }
        }

        // Each number is rounded to a float thrice, at most 2⁻²² of values below 2.
        Assert.All(sums, sum => Assert.True(Math.Abs(sum / 300) <= 1e-6));
        Assert.All(squares, square => Assert.True(Math.Abs((square / 300) - 1) <= 1e-6));
    }

    [Theory]
    [InlineData(NormalizationKind.Standard)]
    [InlineData(NormalizationKind.PerPixel)]
    public void Without_digits_there_is_no_mean(NormalizationKind kind) => Assert.StartsWith(
        "noise: expected digits to take a mean of, got none.",
        Assert.Throws<ArgumentException>(() => NormalizationFitter.Fit(kind, TestDigits.Random(0))).Message,
        StringComparison.Ordinal);
}
