namespace DigitLab.Neural.Tests.Layers;

public sealed class AveragePool2DTests
{
    // Windows 1 2 / 3 6 and 0 4 / 4 0.
    [Fact]
    public void A_case_computed_by_hand()
    {
        var run = new LayerRun(new AveragePool2D(2), Tensor.From(new Shape(1, 2, 4, 1), [1, 2, 0, 4, 3, 6, 4, 0]));
        Assert.Equal([3, 2], run.Numbers);
        Assert.Equal([1, 1, 2, 2, 1, 1, 2, 2], run.Backward(4, 8));
    }

    // A 3×3 window on a single pixel sees 1 of 9.
    [Fact]
    public void Padding_counts_or_does_not()
    {
        Tensor nine = Tensor.From(new Shape(1, 1, 1, 1), [9]);
        var counted = new LayerRun(new AveragePool2D(3, stride: 1, padding: 1), nine);
        var uncounted = new LayerRun(new AveragePool2D(3, stride: 1, padding: 1, countsPadding: false), nine);
        Assert.Equal([1], counted.Numbers);
        Assert.Equal([9], uncounted.Numbers);
        Assert.Equal([2], counted.Backward(18));
        Assert.Equal([18], uncounted.Backward(18));
    }

    [Fact]
    public void The_global_mean_by_hand()
    {
        var run = new LayerRun(new GlobalAveragePool2D(), Tensor.From(new Shape(1, 2, 2, 2), [1, 10, 2, 20, 3, 30, 6, 40]));
        Assert.Equal(new Shape(1, 2), run.Output.Shape);
        Assert.Equal([3, 25], run.Numbers);
        Assert.Equal([1, 2, 1, 2, 1, 2, 1, 2], run.Backward(4, 8));
    }

    [Fact]
    public void Misuse_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AveragePool2D(2, padding: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AveragePool2D(0));
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => new AveragePool2D(5) { Name = "pool1" }.OutputShape(new Shape(2, 4, 4, 1)));
        Assert.Equal(
            "AveragePool2D \"pool1\": expected input [batch, H, W, C], got [2, 4, 4, 1]: the window (5×5, stride 5, padding 0) is larger than the padded picture.",
            refusal.Message);
        refusal = Assert.Throws<ArgumentException>(() => new GlobalAveragePool2D().OutputShape(new Shape(2, 4)));
        Assert.Equal("GlobalAveragePool2D: expected input [batch, H, W, C], got [2, 4]: pool pictures before they are flattened.", refusal.Message);
    }

    [Fact]
    public void Their_descriptions_survive()
    {
        RoundTrip.AssertSurvives(
            new AveragePool2D(2, countsPadding: false),
            """{"layer":"AveragePool2D","window":{"height":2,"width":2,"stride":2,"padding":{"top":0,"bottom":0,"left":0,"right":0},"dilation":1},"countsPadding":false}""");
        RoundTrip.AssertSurvives(new GlobalAveragePool2D(), """{"layer":"GlobalAveragePool2D"}""");
        Assert.Equal("AveragePool2D 2×2, stride 2, padding 0, padding not counted", new AveragePool2D(2, countsPadding: false).ToString());
    }
}
