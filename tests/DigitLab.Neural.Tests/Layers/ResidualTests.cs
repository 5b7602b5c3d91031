namespace DigitLab.Neural.Tests.Layers;

public sealed class ResidualTests
{
    // The body doubles, so 3 x comes out; with a shortcut that takes 10 x, it is 12 x.
    [Fact]
    public void A_case_computed_by_hand()
    {
        var run = new LayerRun(new Residual(Times(2)), Tensor.From(new Shape(1, 2), [1, -5]));
        Assert.Equal([3, -15], run.Numbers);
        Assert.Equal([3, 6], run.Backward(1, 2));

        run = new LayerRun(new Residual(Times(2), Times(10)), Tensor.From(new Shape(1, 2), [1, -5]));
        Assert.Equal([12, -60], run.Numbers);
        Assert.Equal([12, 24], run.Backward(1, 2));
        run.BackwardAsFirstLayer(1, 2);
    }

    [Fact]
    public void In_a_network_its_parameters_have_names_of_their_own()
    {
        var network = new Network(
            "residual",
            new Shape(4, 4, 2),
            new Sequential(
                new Residual(new Sequential(new Conv2D(2, 2, kernelSize: 1), new BatchNorm(2)), new Conv2D(2, 2, kernelSize: 1)),
                new Flatten(),
                new Dense(32, 10)));
        Assert.Equal(
            [
                "residual1.body.conv1.weights", "residual1.body.conv1.bias", "residual1.body.bn1.gamma", "residual1.body.bn1.beta",
                "residual1.shortcut.weights", "residual1.shortcut.bias", "dense1.weights", "dense1.bias",
                "residual1.body.bn1.mean", "residual1.body.bn1.variance",
            ],
            network.State.Select(tensor => tensor.Name));
    }

    [Fact]
    public void Shapes_that_do_not_agree_are_refused()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            () => new Residual(new Sequential(new Dense(3, 4))) { Name = "block" }.OutputShape(new Shape(2, 3)));
        Assert.Equal(
            "Residual \"block\": expected input for which body and shortcut agree, got [2, 3]: the body makes [2, 4] of it, the shortcut [2, 3].",
            refusal.Message);
        Sequential body = Times(1);
        Assert.Throws<ArgumentException>(() => new Residual(body, body));
    }

    [Fact]
    public void Its_description_survives() => RoundTrip.AssertSurvives(
        new Residual(new Sequential(new Relu())),
        """{"layer":"Residual","body":{"layers":[{"layer":"Relu","name":"relu1"}]},"shortcut":null}""");

    private static Sequential Times(float factor)
    {
        var dense = new Dense(2, 2, hasBias: false);
        dense.Weights.Value.Span[0] = factor;
        dense.Weights.Value.Span[3] = factor;
        return new Sequential(dense);
    }
}
