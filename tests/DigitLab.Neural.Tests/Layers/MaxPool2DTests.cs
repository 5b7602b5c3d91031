namespace DigitLab.Neural.Tests.Layers;

public sealed class MaxPool2DTests
{
    //  1  5 | 2 0        5 is the largest of the first window, 4 of the second, −1 of the third;
    //  3  4 | 1 4        in the fourth 7 stands twice, and the first of them takes the gradient.
    //  ----------
    // -1 -2 | 7 7
    // -3 -4 | 6 7
    [Fact]
    public void A_case_computed_by_hand()
    {
        Tensor picture = Tensor.From(new Shape(1, 4, 4, 1), [1, 5, 2, 0, 3, 4, 1, 4, -1, -2, 7, 7, -3, -4, 6, 7]);
        var run = new LayerRun(new MaxPool2D(2), picture);

        Assert.Equal([5, 4, -1, 7], run.Numbers);
        Assert.Equal([0, 10, 0, 0, 0, 0, 0, 20, 30, 0, 40, 0, 0, 0, 0, 0], run.Backward(10, 20, 30, 40));
    }

    [Fact]
    public void Overlapping_windows_add_their_gradients()
    {
        var run = new LayerRun(new MaxPool2D(2, stride: 1), Tensor.From(new Shape(1, 2, 3, 1), [0, 9, 0, 0, 0, 0]));
        Assert.Equal([9, 9], run.Numbers);
        Assert.Equal([0, 3, 0, 0, 0, 0], run.Backward(1, 2));
    }

    [Fact]
    public void Padding_never_wins()
    {
        Tensor negative = Tensor.From(new Shape(1, 1, 1, 2), [-5, -6]);
        var run = new LayerRun(new MaxPool2D(3, stride: 1, padding: 1), negative);
        Assert.Equal([-5, -6], run.Numbers);
        Assert.Equal([1, 2], run.Backward(1, 2));
    }

    [Fact]
    public void Channels_are_pooled_apart()
    {
        Tensor two = Tensor.From(new Shape(1, 2, 1, 2), [1, 20, 2, 10]);
        var run = new LayerRun(new MaxPool2D(new WindowGeometry(2, 1, 1, Padding.None, 1)), two);
        Assert.Equal([2, 20], run.Numbers);
        Assert.Equal([0, 4, 3, 0], run.Backward(3, 4));
    }

    [Theory]
    [InlineData(2, 0, 0, 14)]
    [InlineData(3, 0, 0, 9)]
    [InlineData(3, 2, 0, 13)]
    [InlineData(3, 2, 1, 14)]
    [InlineData(28, 0, 0, 1)]
    public void The_output_has_the_formulas_shape(int poolSize, int stride, int padding, int side) =>
        Assert.Equal(new Shape(2, side, side, 5), new MaxPool2D(poolSize, stride, padding).OutputShape(new Shape(2, 28, 28, 5)));

    [Fact]
    public void It_has_no_parameters_and_a_line_in_a_summary()
    {
        Assert.Equal(0, new MaxPool2D(2).ParameterCount);
        Assert.Equal("MaxPool2D 2×2, stride 2, padding 0", new MaxPool2D(2).ToString());
        Assert.Equal(
            "MaxPool2D 2×3, stride 1, padding 0,1,2,0, dilation 2",
            new MaxPool2D(new WindowGeometry(2, 3, 1, new Padding(0, 1, 2, 0), 2)).ToString());
    }

    [Fact]
    public void Its_settings_survive_building_and_JSON() => RoundTrip.AssertSurvives(
        new MaxPool2D(3, stride: 2, padding: 1),
        """{"layer":"MaxPool2D","window":{"height":3,"width":3,"stride":2,"padding":{"top":1,"bottom":1,"left":1,"right":1},"dilation":1}}""");

    [Fact]
    public void An_input_of_another_shape_is_refused_with_both_shapes()
    {
        var pool = new MaxPool2D(3) { Name = "pool1" };
        Assert.Equal(
            "MaxPool2D \"pool1\": expected input [batch, H, W, C], got [64, 784]: pool pictures before they are flattened.",
            Assert.Throws<ArgumentException>(() => pool.OutputShape(new Shape(64, 784))).Message);
        Assert.Equal(
            "MaxPool2D \"pool1\": expected input [batch, H, W, C], got [64, 2, 28, 1]: the window (3×3, stride 3, padding 0) is larger than the padded picture.",
            Assert.Throws<ArgumentException>(() => pool.OutputShape(new Shape(64, 2, 28, 1))).Message);
    }

    [Fact]
    public void A_picture_that_falls_between_the_taps_is_refused()
    {
        // Taps at −1 and 1 around a picture of one pixel, at 0: the window would have no maximum.
        var pool = new MaxPool2D(new WindowGeometry(2, 2, 1, Padding.All(1), 2));
        Assert.Equal(
            "MaxPool2D: expected input [batch, H, W, C], got [1, 1, 1, 1]: the picture would fall between the taps of a window (2×2, stride 1, padding 1, dilation 2).",
            Assert.Throws<ArgumentException>(() => pool.OutputShape(new Shape(1, 1, 1, 1))).Message);
        Assert.Throws<ArgumentException>(() => pool.OutputShape(new Shape(1, 3, 1, 1)));
        Assert.Equal(new Shape(1, 2, 2, 1), pool.OutputShape(new Shape(1, 2, 2, 1)));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(1, 1)]
    [InlineData(3, 4)]
    public void Padding_as_large_as_the_window_is_refused(int poolSize, int padding) => Assert.StartsWith(
        "MaxPool2D: expected a padding less than the window: a window must not lie outside the picture.",
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaxPool2D(poolSize, 1, padding)).Message);

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(2, -1, 0)]
    [InlineData(2, 1, -1)]
    public void Sizes_below_one_are_refused(int poolSize, int stride, int padding) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaxPool2D(poolSize, stride, padding));
}
