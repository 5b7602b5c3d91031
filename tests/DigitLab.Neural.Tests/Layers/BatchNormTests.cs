namespace DigitLab.Neural.Tests.Layers;

public sealed class BatchNormTests
{
    // Channel 0 holds 1, 3, 5, 7: mean 4, variance 5. Channel 1 holds 2, 2, 2, 2: variance 0, and √ε keeps the division whole.
    [Fact]
    public void A_case_computed_by_hand()
    {
        var layer = new BatchNorm(2, epsilon: 4);   // √(5 + 4) = 3
        layer.Gamma!.Value.Span.Fill(6);
        layer.Beta!.Value.Span.Fill(1);
        var run = new LayerRun(layer, Tensor.From(new Shape(2, 1, 2, 2), [1, 2, 3, 2, 5, 2, 7, 2]));

        // γ (x − 4)/3 + β = 2 (x − 4) + 1.
        Assert.Equal([-5, 1, -1, 1, 3, 1, 7, 1], run.Numbers);

        // Running: 0.9 · 0 + 0.1 · 4, and 0.9 · 1 + 0.1 · 5 · 4/3.
        Assert.Equal([0.4f, 0.2f], layer.RunningMean.Value.Span);
        Assert.Equal(0.9f + (0.5f * 4 / 3), layer.RunningVariance.Value.Span[0], 1e-6f);
        Assert.Equal(0.9f, layer.RunningVariance.Value.Span[1], 1e-6f);
    }

    [Fact]
    public void At_inference_the_running_statistics_count()
    {
        var layer = new BatchNorm(1, epsilon: 1);
        layer.RunningMean.Value.Span[0] = 10;
        layer.RunningVariance.Value.Span[0] = 3;
        layer.Gamma!.Value.Span[0] = 4;
        layer.Beta!.Value.Span[0] = 1;
        var run = new LayerRun(layer, Tensor.From(new Shape(3, 1), [10, 12, 8]), isTraining: false);
        Assert.Equal([1, 5, -3], run.Numbers);
        Assert.Equal(10, layer.RunningMean.Value.Span[0]);
    }

    [Fact]
    public void A_single_number_a_channel_gives_beta_and_leaves_the_statistics()
    {
        var layer = new BatchNorm(2);
        layer.Beta!.Value.Span[1] = 3;
        var run = new LayerRun(layer, Tensor.From(new Shape(1, 2), [5, 7]));
        Assert.Equal([0, 3], run.Numbers);
        Assert.Equal([0, 0], layer.RunningMean.Value.Span);
        Assert.Equal([1, 1], layer.RunningVariance.Value.Span);
        Assert.Equal([0, 0], run.Backward(1, 2));
    }

    [Fact]
    public void Large_numbers_close_together_keep_their_variance()
    {
        // In floats, Σx² − (Σx)²/n of numbers around 10⁴ loses all of a variance of 1.
        float[] x = Draw.Numbers(4 * 28 * 28, 1);
        double mean = x.Average(value => (double)value), variance = x.Average(value => Math.Pow(value - mean, 2));
        var layer = new BatchNorm(1, momentum: 1);
        _ = new LayerRun(layer, Tensor.From(new Shape(4, 28, 28, 1), Array.ConvertAll(x, value => value + 10_000)));
        Assert.Equal(variance, layer.RunningVariance.Value.Span[0], 2e-3);   // the sums themselves were rounded to 2⁻¹⁰
        Assert.Equal(mean + 10_000, layer.RunningMean.Value.Span[0], 1e-3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(24)]
    [InlineData(32)]
    [InlineData(176)]
    public void The_bits_are_the_references(int channels)
    {
        foreach (Shape shape in (Shape[])[new Shape(1, 3, 3, channels), new Shape(37, 5, 4, channels), new Shape(1000, channels)])
        {
            AssertReference(shape);
        }
    }

    [Fact]
    public void Another_number_of_channels_is_refused()
    {
        var layer = new BatchNorm(6) { Name = "bn1" };
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => layer.OutputShape(new Shape(2, 4, 4, 5)));
        Assert.Equal(
            "BatchNorm \"bn1\": expected input [batch, …, 6], got [2, 4, 4, 5]: give the layer as many channels as the last axis has.", refusal.Message);
    }

    [Theory]
    [InlineData(0, 0.1, 1e-5)]
    [InlineData(3, 0, 1e-5)]
    [InlineData(3, 1.1, 1e-5)]
    [InlineData(3, 0.1, 0)]
    [InlineData(3, 0.1, double.NaN)]
    public void Settings_out_of_range_are_refused(int channels, double momentum, double epsilon) =>
        Assert.ThrowsAny<ArgumentException>(() => new BatchNorm(channels, momentum, epsilon));

    [Fact]
    public void Its_description_survives()
    {
        RoundTrip.AssertSurvives(
            new BatchNorm(6), """{"layer":"BatchNorm","channels":6,"momentum":0.1,"epsilon":1E-05,"isAffine":true}""");
        Assert.Equal("BatchNorm of 6 channels, 12 weights", new BatchNorm(6).ToString());
    }

    private static void AssertReference(Shape shape)
    {
        int channels = shape[-1], rows = shape.Count / channels;
        var layer = new BatchNorm(channels);
        Draw.Numbers(channels, 2).CopyTo(layer.Gamma!.Value.Span);
        Draw.Numbers(channels, 3).CopyTo(layer.Beta!.Value.Span);
        Tensor input = Draw.Tensor(shape, 1);
        float[] yGradient = Draw.Numbers(shape.Count, 4), y = new float[shape.Count], xGradient = new float[shape.Count];
        float[] gamma = new float[channels], beta = new float[channels];
        int rowsPerPart = ConvolutionPlan.SamplesPerPartOf(shape[0]) * (rows / shape[0]);
        for (int c = 0; c < channels; c++)
        {
            (double mean, double variance) = BatchNormReference.Moments(input.Span, channels, c, rowsPerPart);
            double inverse = 1 / Math.Sqrt(variance + layer.Epsilon);
            BatchNormReference.Apply(input.Span, channels, c, mean, inverse, layer.Gamma.Value.Span[c], layer.Beta.Value.Span[c], y);
            BatchNormReference.Backward(
                input.Span, yGradient, channels, c, rowsPerPart, mean, inverse, layer.Gamma.Value.Span[c], ref gamma[c], ref beta[c], xGradient);
        }

        var run = new LayerRun(layer, input);
        Bits.AssertSame(y, run.Numbers, $"y of {shape}");
        Bits.AssertSame(xGradient, run.Backward(yGradient), $"∂x of {shape}");
        Bits.AssertSame(gamma, layer.Gamma.Gradient.Span, $"∂γ of {shape}");
        Bits.AssertSame(beta, layer.Beta.Gradient.Span, $"∂β of {shape}");
    }
}
