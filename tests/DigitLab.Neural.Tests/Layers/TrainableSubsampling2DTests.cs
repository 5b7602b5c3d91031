namespace DigitLab.Neural.Tests.Layers;

public sealed class TrainableSubsampling2DTests
{
    // Channel 0: (1 + 2 + 3 + 4) · 2 + 1; channel 1: 40 · ½ − 5.
    [Fact]
    public void A_case_computed_by_hand()
    {
        TrainableSubsampling2D layer = new(2);
        layer.Coefficients.Value.Span[0] = 2;
        layer.Coefficients.Value.Span[1] = 0.5f;
        layer.Bias.Value.Span[0] = 1;
        layer.Bias.Value.Span[1] = -5;
        var run = new LayerRun(layer, Tensor.From(new Shape(1, 2, 2, 2), [1, 10, 2, 10, 3, 10, 4, 10]));
        Assert.Equal([21, 15], run.Numbers);
        Assert.Equal([6, 2, 6, 2, 6, 2, 6, 2], run.Backward(3, 4));
        Assert.Equal([30, 160], layer.Coefficients.Gradient.Span);
        Assert.Equal([3, 4], layer.Bias.Gradient.Span);
    }

    [Fact]
    public void It_starts_as_the_mean()
    {
        var network = new Network("mean", new Shape(2, 2, 1), new Sequential(new TrainableSubsampling2D(1), new Flatten()));
        network.Initialize(1);
        NetworkPlan plan = network.ForInference(1);
        float[] numbers = [1, 2, 3, 6];
        numbers.CopyTo(plan.Input.Span);
        plan.Forward();
        Assert.Equal([3], plan.Output.Span);
    }

    [Fact]
    public void Misuse_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainableSubsampling2D(0));
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => new TrainableSubsampling2D(6).OutputShape(new Shape(2, 4, 4, 5)));
        Assert.Equal("TrainableSubsampling2D: expected input [batch, H, W, 6], got [2, 4, 4, 5]: the last axis must be the channels.", refusal.Message);
    }

    [Fact]
    public void Its_description_survives()
    {
        RoundTrip.AssertSurvives(new TrainableSubsampling2D(6), """{"layer":"TrainableSubsampling2D","channels":6,"poolSize":2}""");
        Assert.Equal("TrainableSubsampling2D of 6 channels, 2×2, 12 weights", new TrainableSubsampling2D(6).ToString());
    }
}
