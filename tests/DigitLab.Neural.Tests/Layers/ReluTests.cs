namespace DigitLab.Neural.Tests.Layers;

public sealed class ReluTests
{
    [Fact]
    public void A_case_computed_by_hand()
    {
        var run = new LayerRun(new Relu(), Tensor.From(new Shape(2, 3), [-1, 0, 2, 3, -4, 5]));
        Assert.Equal([0, 0, 2, 3, 0, 5], run.Numbers);
        Assert.Equal([0, 0, 30, 40, 0, 60], run.Backward(10, 20, 30, 40, 50, 60));   // the derivative at 0 is 0
    }

    [Fact]
    public void NaN_is_noticed_both_ways()
    {
        var run = new LayerRun(new Relu(), Tensor.From(new Shape(1, 2), [float.NaN, -1]));
        Assert.Equal([float.NaN, 0], run.Numbers);
        Assert.Equal([7, 0], run.Backward(7, float.NaN));
    }

    [Fact]
    public void It_takes_any_shape_and_has_no_parameters()
    {
        Assert.Equal(new Shape(2, 3, 4, 5), new Relu().OutputShape(new Shape(2, 3, 4, 5)));
        Assert.Equal(new Shape(2, 3), new Relu().OutputShape(new Shape(2, 3)));
        Assert.Equal(0, new Relu().ParameterCount);
        new LayerRun(new Relu(), new Tensor(new Shape(1, 1))).BackwardAsFirstLayer(1);
    }

    [Fact]
    public void It_survives_building_and_JSON() => RoundTrip.AssertSurvives(new Relu(), """{"layer":"Relu"}""");
}
