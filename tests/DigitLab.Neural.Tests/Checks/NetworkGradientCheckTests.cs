namespace DigitLab.Neural.Tests.Checks;

public class NetworkGradientCheckTests
{
    [Fact]
    public void Every_layer_is_checked_under_its_name_inner_ones_too()
    {
        Network network = Small(new Dense(3 * 5 * 5, 4));
        Assert.Equal(
            [
                "transformer1.localization.flatten1", "transformer1.localization.theta", "transformer1 (grid and sampler)",
                "residual1.body.conv1", "residual1.body.bn1", "residual1.shortcut",
                "relu1", "pool1", "flatten1", "dense1",
            ],
            NetworkGradientCheck.Check(network, Pictures, most: 20).Select(check => check.Name));
    }

    [Fact]
    public void Right_layers_pass_and_no_more_numbers_are_checked_than_asked_for() =>
        Assert.All(NetworkGradientCheck.Check(Small(new Dense(3 * 5 * 5, 4)), Pictures, most: 20), check =>
        {
            Assert.True(check.IsRight, $"{check.Name}: {string.Join(", ", check.Results)}");
            Assert.All(check.Results, result => Assert.InRange(result.Count, 1, 20));
            Assert.Equal(1 + check.Layer.Parameters.Count, check.Results.Count);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_gradient_wrong_by_2_percent_is_rejected_in_the_layer_that_has_it(int wrong)
    {
        Network network = Small(new WrongGradient(new Dense(3 * 5 * 5, 4), wrong, 1.02f));
        LayerCheck check = Assert.Single(NetworkGradientCheck.Check(network, Pictures, most: 40), check => !check.IsRight);
        Assert.IsType<WrongGradient>(check.Layer);
        Assert.Equal(wrong, check.Results.ToList().FindIndex(result => !result.IsRight));
    }

    private static Tensor Pictures => Draw.Tensor(new Shape(6, 10, 10, 1), 1);

    private static Network Small(Layer last)
    {
        var grid = new AffineGrid();
        var network = new Network(
            "small",
            new Shape(10, 10, 1),
            new Sequential(
                new SpatialTransformer(new Sequential(new Flatten(), SpatialTransformer.Head(100, grid)), grid),
                new Residual(
                    new Sequential(new Conv2D(1, 3, kernelSize: 3, padding: 1, hasBias: false), new BatchNorm(3)),
                    new Conv2D(1, 3, kernelSize: 1)),
                new Relu(),
                new MaxPool2D(2),
                new Flatten(),
                last));
        network.Initialize(seed: 1);
        return network;
    }
}
