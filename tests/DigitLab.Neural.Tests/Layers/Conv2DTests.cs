namespace DigitLab.Neural.Tests.Layers;

public sealed class Conv2DTests
{
    // 1 2 3          1 2
    // 4 5 6 seen by  3 4 and a bias of ½: the first output is 1·1 + 2·2 + 4·3 + 5·4 + ½ = 37½.
    // 7 8 9
    [Fact]
    public void A_case_computed_by_hand()
    {
        var conv = new Conv2D(1, 1, kernelSize: 2);
        Set(conv.Weights, 1, 2, 3, 4);
        Set(conv.Bias!, 0.5f);

        var run = new LayerRun(conv, Tensor.From(new Shape(1, 3, 3, 1), [1, 2, 3, 4, 5, 6, 7, 8, 9]));
        float[] inputGradient = run.Backward(1, 0, 0, 2);

        Assert.Equal([37.5f, 47.5f, 67.5f, 77.5f], run.Numbers);
        Assert.Equal([1 + (2 * 5), 2 + (2 * 6), 4 + (2 * 8), 5 + (2 * 9)], conv.Weights.Gradient.Span.ToArray());   // patch 1 + 2 · patch 4
        Assert.Equal([3], conv.Bias!.Gradient.Span.ToArray());
        Assert.Equal([1, 2, 0, 3, 4 + (2 * 1), 2 * 2, 0, 2 * 3, 2 * 4], inputGradient);
    }

    [Fact]
    public void Weights_are_ordered_row_column_channel_in_channel_out()
    {
        var conv = new Conv2D(2, 2, kernelSize: 1, hasBias: false);
        Set(conv.Weights, 1, 10, 100, 1000);   // in 0 → 1, 10; in 1 → 100, 1000
        Assert.Equal([201, 2010], new LayerRun(conv, Tensor.From(new Shape(1, 1, 1, 2), [1, 2])).Numbers);
    }

    [Fact]
    public void Padding_is_zero_and_a_stride_skips()
    {
        // Sums over 3×3 windows at the corners of a 3×3 picture of ones: each sees 2×2 of it.
        var conv = new Conv2D(1, 1, kernelSize: 3, stride: 2, padding: 1, hasBias: false);
        conv.Weights.Value.Span.Fill(1);
        var ones = new Tensor(new Shape(1, 3, 3, 1));
        ones.Span.Fill(1);
        Assert.Equal([4, 4, 4, 4], new LayerRun(conv, ones).Numbers);
    }

    [Fact]
    public void Dilation_leaves_gaps()
    {
        // Taps 2 apart: corner pixels 1, 3, 7, 9 of the 3×3 picture.
        var conv = new Conv2D(1, 1, WindowGeometry.Square(2, dilation: 2), hasBias: false);
        Set(conv.Weights, 1, 10, 100, 1000);
        Assert.Equal([1 + 30 + 700 + 9000], new LayerRun(conv, Tensor.From(new Shape(1, 3, 3, 1), [1, 2, 3, 4, 5, 6, 7, 8, 9])).Numbers);
    }

    [Fact]
    public void Gradients_are_added_to_what_is_there()
    {
        var conv = new Conv2D(1, 1, kernelSize: 1);
        var run = new LayerRun(conv, Tensor.From(new Shape(1, 1, 2, 1), [3, 5]));
        run.Backward(1, 1);
        run.BackwardAsFirstLayer(1, 1);
        Assert.Equal([16], conv.Weights.Gradient.Span.ToArray());
        Assert.Equal([4], conv.Bias!.Gradient.Span.ToArray());

        conv.Weights.ClearGradient();
        Assert.Equal([0], conv.Weights.Gradient.Span.ToArray());
    }

    [Theory]
    [InlineData(5, 1, 2, 28, 28)]
    [InlineData(5, 1, 0, 24, 24)]
    [InlineData(3, 2, 1, 14, 14)]
    [InlineData(5, 2, 0, 12, 12)]
    [InlineData(28, 1, 0, 1, 1)]
    [InlineData(1, 30, 0, 1, 1)]
    public void The_output_has_the_formulas_shape(int kernelSize, int stride, int padding, int height, int width) =>
        Assert.Equal(new Shape(7, height, width, 3), new Conv2D(1, 3, kernelSize, stride, padding).OutputShape(new Shape(7, 28, 28, 1)));

    [Fact]
    public void Same_at_stride_2_pads_one_before_and_two_behind() => Assert.Equal(
        new Shape(1, 14, 14, 4),
        new Conv2D(1, 4, new WindowGeometry(5, 5, 2, new Padding(1, 2, 1, 2), 1)).OutputShape(new Shape(1, 28, 28, 1)));

    [Fact]
    public void It_counts_its_parameters_and_its_work()
    {
        var conv = new Conv2D(6, 16, kernelSize: 5);
        Assert.Equal((25 * 6 * 16) + 16, conv.ParameterCount);
        Assert.Equal(25 * 6 * 16, new Conv2D(6, 16, kernelSize: 5, hasBias: false).ParameterCount);
        Assert.Equal(3L * 10 * 10 * 25 * 6 * 16, conv.MultiplyAdds(new Shape(3, 14, 14, 6)));
        Assert.Equal("Conv2D 6→16, 5×5, stride 1, padding 0, 2416 weights", conv.ToString());
    }

    [Fact]
    public void Its_settings_survive_building_and_JSON()
    {
        RoundTrip.AssertSurvives(
            new Conv2D(1, 2, kernelSize: 3, padding: 1),
            """{"layer":"Conv2D","inChannels":1,"outChannels":2,"window":{"height":3,"width":3,"stride":1,"padding":{"top":1,"bottom":1,"left":1,"right":1},"dilation":1},"hasBias":true}""");
        RoundTrip.AssertSurvives(
            new Conv2D(5, 4, new WindowGeometry(3, 2, 2, new Padding(0, 1, 2, 3), 4), hasBias: false),
            """{"layer":"Conv2D","inChannels":5,"outChannels":4,"window":{"height":3,"width":2,"stride":2,"padding":{"top":0,"bottom":1,"left":2,"right":3},"dilation":4},"hasBias":false}""");
    }

    [Fact]
    public void An_input_of_another_shape_is_refused_with_both_shapes()
    {
        var conv = new Conv2D(1, 6, kernelSize: 5) { Name = "conv1" };
        Assert.Equal(
            "Conv2D \"conv1\": expected input [batch, H, W, 1], got [64, 28, 28, 3]: the last axis must be the channels.",
            Assert.Throws<ArgumentException>(() => conv.OutputShape(new Shape(64, 28, 28, 3))).Message);
        Assert.Equal(
            "Conv2D \"conv1\": expected input [batch, H, W, 1], got [64, 784]: the last axis must be the channels.",
            Assert.Throws<ArgumentException>(() => conv.OutputShape(new Shape(64, 784))).Message);
        Assert.Equal(
            "Conv2D \"conv1\": expected input [batch, H, W, 1], got [1, 28, 4, 1]: the window (5×5, stride 1, padding 0) is larger than the padded picture.",
            Assert.Throws<ArgumentException>(() => conv.OutputShape(new Shape(1, 28, 4, 1))).Message);
    }

    [Theory]
    [InlineData(0, 1, 1, 1, 0)]
    [InlineData(1, 0, 1, 1, 0)]
    [InlineData(1, 1, 0, 1, 0)]
    [InlineData(1, 1, 1, 0, 0)]
    [InlineData(1, 1, 1, 1, -1)]
    public void Sizes_below_one_are_refused(int inChannels, int outChannels, int kernelSize, int stride, int padding) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2D(inChannels, outChannels, kernelSize, stride, padding));

    [Fact]
    public void A_window_without_a_size_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2D(1, 1, default(WindowGeometry)));

    private static void Set(Parameter parameter, params ReadOnlySpan<float> values) => values.CopyTo(parameter.Value.Span);
}
