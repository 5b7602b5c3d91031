namespace DigitLab.Neural.Tests.Layers;

public sealed class FlattenTests
{
    [Fact]
    public void Rows_then_columns_then_channels()
    {
        float[] numbers = [.. Enumerable.Range(0, 24).Select(i => (float)i)];
        var run = new LayerRun(new Flatten(), Tensor.From(new Shape(2, 2, 3, 2), numbers));
        Assert.Equal(new Shape(2, 12), run.Output.Shape);
        Assert.Equal(numbers, run.Numbers);
        Assert.Equal(numbers, run.Backward(numbers));
        run.BackwardAsFirstLayer(numbers);
    }

    [Fact]
    public void It_is_a_view_with_no_parameters()
    {
        Assert.True(new Flatten().IsView);
        Assert.Equal(0, new Flatten().ParameterCount);
        Assert.Equal(new Shape(7, 5), new Flatten().OutputShape(new Shape(7, 5)));
    }

    [Fact]
    public void It_survives_building_and_JSON() => RoundTrip.AssertSurvives(new Flatten(), """{"layer":"Flatten"}""");
}
