namespace DigitLab.Neural.Tests.Optimizers;

public sealed class SgdTests
{
    [Fact]
    public void Plain_descent_by_hand()
    {
        NamedParameter parameter = TestParameter.Of([1, 2, -3], [0.5f, -1, 0]);
        new Sgd([parameter], new SgdSettings()).Step(0.25, Workers.Shared);
        Assert.Equal([1 - 0.125f, 2.25f, -3], parameter.Parameter.Value.Span.ToArray());
    }

    // Momentum ½, gradient 1, rate 1: v = 1, 1½, 1¾; w = 0 − 1 − 1½ − 1¾.
    [Fact]
    public void Descent_with_momentum_by_hand()
    {
        NamedParameter parameter = TestParameter.Of([0], [1]);
        var sgd = new Sgd([parameter], new SgdSettings(Momentum: 0.5));
        foreach (float expected in (float[])[-1, -2.5f, -4.25f])
        {
            sgd.Step(1, Workers.Shared);
            Assert.Equal(expected, parameter.Parameter.Value.Span[0]);
        }

        Assert.Equal([("w.momentum", 1.75f)], sgd.State.Select(each => (each.Name, each.Value.Span[0])));
        Assert.Equal(3, sgd.StepCount);
    }

    [Fact]
    public void Plain_descent_remembers_nothing() => Assert.Empty(new Sgd([TestParameter.Of([0], [1])], new SgdSettings()).State);

    [Fact]
    public void A_rate_of_zero_changes_no_weight()
    {
        NamedParameter parameter = TestParameter.Of([1, 2], [3, 4]);
        new Sgd([parameter], new SgdSettings(0.9)).Step(0, Workers.Shared);
        Assert.Equal([1, 2], parameter.Parameter.Value.Span.ToArray());
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_momentum_out_of_range_is_refused(double momentum) => Assert.StartsWith(
        "Sgd: expected a momentum of at least 0 and less than 1.",
        Assert.Throws<ArgumentOutOfRangeException>(() => new SgdSettings(momentum).Build([])).Message);

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_rate_out_of_range_is_refused_and_changes_nothing(double rate)
    {
        NamedParameter parameter = TestParameter.Of([1], [1]);
        var sgd = new Sgd([parameter], new SgdSettings());
        Assert.StartsWith(
            "Expected a finite learning rate of at least 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => sgd.Step(rate, Workers.Shared)).Message);
        Assert.Equal(0, sgd.StepCount);
        Assert.Equal(1, parameter.Parameter.Value.Span[0]);
    }
}
