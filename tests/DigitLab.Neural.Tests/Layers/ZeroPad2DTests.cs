namespace DigitLab.Neural.Tests.Layers;

public sealed class ZeroPad2DTests
{
    [Fact]
    public void A_case_computed_by_hand()
    {
        var run = new LayerRun(new ZeroPad2D(new Padding(Top: 1, Bottom: 0, Left: 0, Right: 2)), Tensor.From(new Shape(1, 2, 1, 1), [5, 6]));
        Assert.Equal(new Shape(1, 3, 3, 1), run.Output.Shape);
        Assert.Equal([0, 0, 0, 5, 0, 0, 6, 0, 0], run.Numbers);
        Assert.Equal([4, 7], run.Backward(1, 2, 3, 4, 5, 6, 7, 8, 9));
    }

    [Fact]
    public void Old_numbers_in_the_border_are_overwritten()
    {
        Tensor input = Tensor.From(new Shape(1, 1, 1, 1), [3]), output = Tensor.From(new Shape(1, 3, 3, 1), [9, 9, 9, 9, 9, 9, 9, 9, 9]);
        var layer = new ZeroPad2D(1);
        layer.Forward(input, output, new Pass(layer, input.Shape, isTraining: false, Workers.Shared));
        Assert.Equal([0, 0, 0, 0, 3, 0, 0, 0, 0], output.Span.ToArray());
    }

    [Fact]
    public void Misuse_is_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => new ZeroPad2D(-1));
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => new ZeroPad2D(1).OutputShape(new Shape(2, 5)));
        Assert.Equal("ZeroPad2D: expected input [batch, H, W, C], got [2, 5]: pad pictures before they are flattened.", refusal.Message);
    }

    [Fact]
    public void Its_description_survives()
    {
        RoundTrip.AssertSurvives(new ZeroPad2D(2), """{"layer":"ZeroPad2D","border":{"top":2,"bottom":2,"left":2,"right":2}}""");
        Assert.Equal("ZeroPad2D 2", new ZeroPad2D(2).ToString());
    }
}
