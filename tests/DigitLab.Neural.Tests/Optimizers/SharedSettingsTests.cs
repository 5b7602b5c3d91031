namespace DigitLab.Neural.Tests.Optimizers;

/// <summary>What all optimizers share: regularization, overrides, clipping. Plain descent at rate 1 shows them most plainly.</summary>
public sealed class SharedSettingsTests
{
    [Fact]
    public void L2_adds_lambda_w_to_the_gradient_of_weights_but_not_of_biases()
    {
        (NamedParameter weights, NamedParameter bias) = Layer([2, -4], [8, 0]);
        Step(new SgdSettings { WeightDecay = 0.25 }, weights, bias);
        Assert.Equal([1.5f, -3], Numbers(weights));
        Assert.Equal([8, 0], Numbers(bias));

        Step(new SgdSettings { WeightDecay = 0.5, IsOnBiasesToo = true }, weights, bias);
        Assert.Equal([4, 0], Numbers(bias));
    }

    [Fact]
    public void L1_moves_weights_towards_zero_by_the_same_amount()
    {
        (NamedParameter weights, _) = Layer([2, -4], [0, 0]);
        Step(new SgdSettings { L1 = 0.5 }, weights);
        Assert.Equal([1.5f, -3.5f], Numbers(weights));
    }

    // Adam divides an L2 term by its own size: a step of the rate. Decoupled, the weight shrinks by rate · λ · w, and the rule adds nothing.
    [Fact]
    public void Decoupled_decay_goes_past_the_rule()
    {
        (NamedParameter coupled, _) = Layer([8, 8], [0, 0]);
        (NamedParameter decoupled, _) = Layer([8, 8], [0, 0]);
        new AdamSettings { WeightDecay = 0.5 }.Build([coupled]).Step(0.25, Workers.Shared);
        new AdamSettings { WeightDecay = 0.5, IsDecoupled = true }.Build([decoupled]).Step(0.25, Workers.Shared);
        Assert.Equal(7.75f, Numbers(coupled)[0], 1e-6f);
        Assert.Equal(7, Numbers(decoupled)[0]);
    }

    [Fact]
    public void Overrides_hold_for_the_names_that_they_match()
    {
        NamedParameter first = TestParameter.Of([0, 0], [1, 1], "conv1.weights"), second = TestParameter.Of([0, 0], [1, 1], "conv2.weights");
        NamedParameter bias = TestParameter.Of([4], [0], "conv1.bias");
        var settings = new SgdSettings
        {
            Overrides = [new("conv*", LearningRateFactor: 0.5), new("conv2.*", LearningRateFactor: 0), new("*.bias", WeightDecay: 0.5)],
        };
        Step(settings, first, second, bias);
        Assert.Equal([-0.5f, -0.5f], Numbers(first));
        Assert.Equal([0, 0], Numbers(second));
        Assert.Equal([3], Numbers(bias));   // 4 − ½ · ½ · 4
    }

    [Fact]
    public void An_override_that_names_nothing_is_refused()
    {
        NamedParameter weights = TestParameter.Of([1], [1], "conv1.weights");
        var settings = new SgdSettings { Overrides = [new("conv2.*", WeightDecay: 1)] };
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => settings.Build([weights]));
        Assert.StartsWith("Optimizer overrides \"conv2.*\": expected the name of a parameter, got none of conv1.weights.", refusal.Message);
        settings.Build([]);   // nothing to match yet: a configuration that is being checked
    }

    // Gradients 3 and 4 together have norm 5.
    [Fact]
    public void Clipping_by_norm_scales_all_gradients_alike()
    {
        NamedParameter a = TestParameter.Of([0], [3], "a"), b = TestParameter.Of([0], [-4], "b");
        Optimizer optimizer = new SgdSettings { ClipNorm = 2.5 }.Build([a, b]);
        optimizer.Step(1, Workers.Shared);
        Assert.Equal(-1.5f, Numbers(a)[0]);
        Assert.Equal(2, Numbers(b)[0]);
        Assert.Equal(5, optimizer.GradientNorm);

        NamedParameter small = TestParameter.Of([0], [2], "small");
        Step(new SgdSettings { ClipNorm = 2.5 }, small);
        Assert.Equal([-2], Numbers(small));
    }

    [Fact]
    public void Clipping_by_value_limits_each_number()
    {
        NamedParameter parameter = TestParameter.Of([0, 0, 0], [3, -0.5f, -9]);
        Step(new SgdSettings { ClipValue = 1 }, parameter);
        Assert.Equal([-1, 0.5f, 1], Numbers(parameter));
    }

    // Columns (3, 4) of norm 5 and (1, 0) of norm 1.
    [Fact]
    public void Max_norm_holds_for_each_output()
    {
        var dense = new Dense(2, 2, hasBias: false);
        float[] weights = [3, 1, 4, 0];
        weights.CopyTo(dense.Weights.Value.Span);
        var named = new NamedParameter("dense1.weights", dense.Weights);
        Step(new SgdSettings { MaxNorm = 2.5 }, named);
        Assert.Equal([1.5f, 1, 2, 0], Numbers(named));
    }

    [Fact]
    public void Numbers_out_of_range_are_refused_with_their_name()
    {
        Assert.StartsWith(
            "Optimizer weightDecay: expected a finite number of at least 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new AdamSettings { WeightDecay = -1 }.Build([])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamSettings { ClipNorm = double.NaN }.Build([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LionSettings { L1 = double.PositiveInfinity }.Build([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SgdSettings { Overrides = [new("*", MaxNorm: -2)] }.Build([]));
        Assert.Throws<ArgumentException>(() => new SgdSettings(IsNesterov: true).Build([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RmsPropSettings(Decay: 1).Build([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdagradSettings(Epsilon: 0).Build([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LionSettings(Beta2: 1).Build([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MuonSettings(Momentum: 1).Build([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MuonSettings(AdamFactor: 0).Build([]));
    }

    // Weights of rank 2, a bias of rank 1, both with gradients of 0.
    private static (NamedParameter Weights, NamedParameter Bias) Layer(float[] weights, float[] bias)
    {
        var dense = new Dense(1, weights.Length);
        weights.CopyTo(dense.Weights.Value.Span);
        bias.CopyTo(dense.Bias!.Value.Span);
        return (new NamedParameter("dense1.weights", dense.Weights), new NamedParameter("dense1.bias", dense.Bias));
    }

    private static void Step(OptimizerSettings settings, params NamedParameter[] parameters) => settings.Build(parameters).Step(1, Workers.Shared);

    private static float[] Numbers(NamedParameter named) => named.Parameter.Value.Span.ToArray();
}
