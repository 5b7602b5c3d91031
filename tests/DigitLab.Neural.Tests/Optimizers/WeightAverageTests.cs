namespace DigitLab.Neural.Tests.Optimizers;

public sealed class WeightAverageTests
{
    // d = min(½, (1 + t)/(10 + t)): 2/11 after the first step, later ½.
    [Fact]
    public void It_follows_the_weights_by_the_formula()
    {
        Network network = Build();
        Tensor weights = network.Parameters[0].Parameter.Value;
        var average = new WeightAverage(network, 0.5);
        weights.Span.Fill(11);
        average.Update(1, Workers.Shared);
        Assert.Equal(9, average.Network.Parameters[0].Parameter.Value.Span[0], 1e-5f);   // 11 + 2/11 · (0 − 11)
        weights.Span.Fill(1);
        average.Update(1000, Workers.Shared);
        Assert.Equal(5, average.Network.Parameters[0].Parameter.Value.Span[0], 1e-5f);
    }

    [Fact]
    public void Running_statistics_are_copied_and_the_source_is_left_alone()
    {
        Network network = Build();
        var average = new WeightAverage(network, 0.9);
        Tensor mean = network.State.Single(tensor => tensor.Name == "bn1.mean").Value;
        mean.Span.Fill(7);
        network.Parameters[0].Parameter.Value.Span.Fill(3);
        average.Update(5, Workers.Shared);
        Assert.Equal(7, average.Network.State.Single(tensor => tensor.Name == "bn1.mean").Value.Span[0]);
        Assert.Equal(3, network.Parameters[0].Parameter.Value.Span[0]);
        Assert.Equal(network.State.Select(tensor => tensor.Name), average.Network.State.Select(tensor => tensor.Name));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_decay_out_of_range_is_refused(double decay) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new WeightAverage(Build(), decay));

    private static Network Build() => new("small", new Shape(2, 2, 1), new Sequential(new Flatten(), new Dense(4, 3), new BatchNorm(3)));
}
