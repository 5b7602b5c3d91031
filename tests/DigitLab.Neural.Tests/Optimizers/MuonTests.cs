namespace DigitLab.Neural.Tests.Optimizers;

[Collection(OneWidthAtATime.Name)]
public sealed class MuonTests
{
    // A matrix of one number is orthogonal when that is ±1; five iterations from 1 lead to 0.7032 by the iteration's own formula.
    [Fact]
    public void A_step_has_the_size_of_the_rate_whatever_the_gradients_size()
    {
        double expected = 1;
        for (int i = 0; i < 5; i++)
        {
            expected = (3.4445 * expected) - (4.7750 * Math.Pow(expected, 3)) + (2.0315 * Math.Pow(expected, 5));
        }

        foreach (float gradient in new[] { 1e-3f, -1, 1000 })
        {
            NamedParameter weight = TestParameter.Of(new Shape(1, 1), [0], [gradient]);
            new MuonSettings { AdamWeights = "" }.Build([weight]).Step(0.5, Workers.Shared);
            Assert.Equal(-Math.Sign(gradient) * 0.5 * expected, weight.Parameter.Value.Span[0], 1e-2);   // 1e-3 stands beside the norm's 1e-7
        }
    }

    [Fact]
    public void Biases_and_the_last_weights_are_Adams()
    {
        NamedParameter[] muons = Layers(), adams = Layers();
        new MuonSettings(AdamFactor: 0.5).Build(muons).Step(0.1, Workers.Shared);
        new AdamSettings(0.9, 0.95).Build(adams).Step(0.05, Workers.Shared);
        Assert.NotEqual(adams[0].Parameter.Value.Span.ToArray(), muons[0].Parameter.Value.Span.ToArray());
        for (int i = 1; i < muons.Length; i++)
        {
            Bits.AssertSame(adams[i].Parameter.Value.Span, muons[i].Parameter.Value.Span, muons[i].Name);
        }

        NamedParameter[] both = Layers();
        new MuonSettings { AdamWeights = "" }.Build(both).Step(0.1, Workers.Shared);
        Assert.NotEqual(both[2].Parameter.Value.Span.ToArray(), muons[2].Parameter.Value.Span.ToArray());
    }

    [Fact]
    public void Weights_that_are_named_are_Adams_and_no_others()
    {
        NamedParameter[] named = Layers(), adams = Layers(), none = Layers();
        new MuonSettings(AdamFactor: 0.5) { AdamWeights = "conv*" }.Build(named).Step(0.1, Workers.Shared);
        new AdamSettings(0.9, 0.95).Build(adams).Step(0.05, Workers.Shared);
        new MuonSettings { AdamWeights = "" }.Build(none).Step(0.1, Workers.Shared);
        Bits.AssertSame(adams[0].Parameter.Value.Span, named[0].Parameter.Value.Span, named[0].Name);
        Bits.AssertSame(none[2].Parameter.Value.Span, named[2].Parameter.Value.Span, named[2].Name);
    }

    [Fact]
    public void Every_width_and_thread_count_gives_the_same_bits()
    {
        float[]? first = null;
        EveryMachine.Run((workers, machine) =>
        {
            NamedParameter[] parameters = Layers();
            Optimizer optimizer = new MuonSettings { WeightDecay = 0.1, IsDecoupled = true, ClipNorm = 1 }.Build(parameters);
            optimizer.Step(0.1, workers);
            optimizer.Step(0.05, workers);
            float[] weights = [.. parameters.SelectMany(named => named.Parameter.Value.Span.ToArray())];
            first ??= weights;
            Bits.AssertSame(first, weights, machine);
        });
    }

    [Fact]
    public void Decoupled_decay_shrinks_a_matrix_by_the_rate()
    {
        NamedParameter weight = TestParameter.Of(new Shape(2, 2), [8, 0, 0, 8], [0, 0, 0, 0]);
        new MuonSettings { AdamWeights = "", WeightDecay = 0.5, IsDecoupled = true }.Build([weight]).Step(0.25, Workers.Shared);
        Assert.Equal([7, 0, 0, 7], weight.Parameter.Value.Span.ToArray());
    }

    [Fact]
    public void What_it_remembers_has_names_and_restores_it()
    {
        NamedParameter[] whole = Layers(), resumed = Layers();
        Optimizer first = new MuonSettings().Build(whole), before = new MuonSettings().Build(resumed);
        first.Step(0.1, Workers.Shared);
        before.Step(0.1, Workers.Shared);

        Optimizer after = new MuonSettings().Build(resumed);
        after.StepCount = before.StepCount;
        foreach (((string name, Tensor from), (string sameName, Tensor to)) in before.State.Zip(after.State))
        {
            Assert.Equal(name, sameName);
            from.Span.CopyTo(to.Span);
        }

        first.Step(0.1, Workers.Shared);
        after.Step(0.1, Workers.Shared);
        Assert.Equal(
            [
                "conv1.weights.momentum", "conv1.bias.mean", "conv1.bias.square",
                "dense1.weights.mean", "dense1.weights.square", "dense1.bias.mean", "dense1.bias.square",
            ],
            after.State.Select(each => each.Name));
        for (int i = 0; i < whole.Length; i++)
        {
            Bits.AssertSame(whole[i].Parameter.Value.Span, resumed[i].Parameter.Value.Span, whole[i].Name);
        }
    }

    [Theory]
    [InlineData(1, 0.1, 0.9, 0.95, 1e-8)]
    [InlineData(-0.1, 0.1, 0.9, 0.95, 1e-8)]
    [InlineData(0.95, 0, 0.9, 0.95, 1e-8)]
    [InlineData(0.95, double.PositiveInfinity, 0.9, 0.95, 1e-8)]
    [InlineData(0.95, 0.1, 1, 0.95, 1e-8)]
    [InlineData(0.95, 0.1, 0.9, double.NaN, 1e-8)]
    [InlineData(0.95, 0.1, 0.9, 0.95, 0)]
    public void Constants_out_of_range_are_refused(double momentum, double factor, double beta1, double beta2, double epsilon) => Assert.StartsWith(
        "Muon: expected decays of at least 0 and less than 1, and a finite factor and an epsilon above 0.",
        Assert.Throws<ArgumentOutOfRangeException>(() => new MuonSettings(momentum, factor, beta1, beta2, epsilon).Build([])).Message);

    // A convolution and a dense layer, with values and gradients.
    private static NamedParameter[] Layers()
    {
        var conv = new Conv2D(3, 5, kernelSize: 3);
        var dense = new Dense(5, 10);
        NamedParameter[] parameters =
        [
            new("conv1.weights", conv.Weights), new("conv1.bias", conv.Bias!), new("dense1.weights", dense.Weights), new("dense1.bias", dense.Bias!),
        ];
        for (int i = 0; i < parameters.Length; i++)
        {
            Draw.Numbers(parameters[i].Parameter.Value.Length, i).CopyTo(parameters[i].Parameter.Value.Span);
            Draw.Numbers(parameters[i].Parameter.Value.Length, i + 10).CopyTo(parameters[i].Parameter.Gradient.Span);
        }

        return parameters;
    }
}
