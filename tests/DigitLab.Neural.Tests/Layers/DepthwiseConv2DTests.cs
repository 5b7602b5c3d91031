namespace DigitLab.Neural.Tests.Layers;

public sealed class DepthwiseConv2DTests
{
    // Two channels of a row of two pixels, window 1×2: 1·1 + 3·10 + 5 and 2·2 + 4·20 + 0.
    [Fact]
    public void A_case_computed_by_hand()
    {
        var layer = new DepthwiseConv2D(2, new WindowGeometry(1, 2, 1, Padding.None, 1));
        float[] weights = [1, 2, 10, 20];
        weights.CopyTo(layer.Weights.Value.Span);
        layer.Bias!.Value.Span[0] = 5;
        var run = new LayerRun(layer, Tensor.From(new Shape(1, 1, 2, 2), [1, 2, 3, 4]));
        Assert.Equal([36, 84], run.Numbers);
        Assert.Equal([7, 4, 70, 40], run.Backward(7, 2));
        Assert.Equal([7, 4, 21, 8], layer.Weights.Gradient.Span);
        Assert.Equal([7, 2], layer.Bias.Gradient.Span);
    }

    [Fact]
    public void Misuse_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DepthwiseConv2D(0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DepthwiseConv2D(3, 0));
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            () => new DepthwiseConv2D(6, 3) { Name = "depthwise1" }.OutputShape(new Shape(2, 4, 4, 5)));
        Assert.Equal("DepthwiseConv2D \"depthwise1\": expected input [batch, H, W, 6], got [2, 4, 4, 5]: the last axis must be the channels.", refusal.Message);
        Assert.Contains("larger than the padded picture", Assert.Throws<ArgumentException>(() => new DepthwiseConv2D(6, 5).OutputShape(new Shape(2, 4, 4, 6))).Message);
    }

    [Fact]
    public void Its_description_survives()
    {
        RoundTrip.AssertSurvives(
            new DepthwiseConv2D(6, 3, padding: 1, hasBias: false),
            """{"layer":"DepthwiseConv2D","channels":6,"window":{"height":3,"width":3,"stride":1,"padding":{"top":1,"bottom":1,"left":1,"right":1},"dilation":1},"hasBias":false}""");
        Assert.Equal("DepthwiseConv2D of 6 channels, 3×3, stride 1, padding 0, 60 weights", new DepthwiseConv2D(6, 3).ToString());
    }
}
