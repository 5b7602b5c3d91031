namespace DigitLab.Neural.Tests.Optimizers;

public sealed class AdamTests
{
    [Fact]
    public void The_first_step_has_the_size_of_the_learning_rate_and_the_gradients_sign()
    {
        // m = (1−β₁)g, v = (1−β₂)g², and the corrections divide by just 1−β₁ and 1−β₂: so m̂/√v̂ = g/|g|.
        NamedParameter parameter = TestParameter.Of([0, 0, 0, 0], [1, -1, 1000, -1e-3f]);
        new Adam([parameter], new AdamSettings()).Step(0.25, Workers.Shared);

        float[] expected = [-0.25f, 0.25f, -0.25f, 0.25f];
        for (int i = 0; i < expected.Length; i++)
        {
            // A few roundings, and ε = 1e-8 beside a root of 1e-3.
            double error = Math.Abs(parameter.Parameter.Value.Span[i] - expected[i]), bound = 0.25 * ((8 * Math.Pow(2, -24)) + (i == 3 ? 1e-5 : 0));
            Assert.True(error <= bound, $"step {i}: {parameter.Parameter.Value.Span[i]}, expected {expected[i]}");
        }
    }

    [Fact]
    public void Three_steps_follow_the_paper_in_double_precision()
    {
        double[] gradients = [0.5, -0.25, 2];
        NamedParameter parameter = TestParameter.Of([1], [0]);
        var adam = new Adam([parameter], new AdamSettings(0.8, 0.95, 1e-4));
        double w = 1, m = 0, v = 0;
        for (int t = 1; t <= gradients.Length; t++)
        {
            double g = gradients[t - 1];
            m = (0.8 * m) + (0.2 * g);
            v = (0.95 * v) + (0.05 * g * g);
            w -= 0.1 * (m / (1 - Math.Pow(0.8, t))) / (Math.Sqrt(v / (1 - Math.Pow(0.95, t))) + 1e-4);

            parameter.Parameter.Gradient.Span[0] = (float)g;
            adam.Step(0.1, Workers.Shared);
            Assert.Equal(w, parameter.Parameter.Value.Span[0], 10 * t * Math.Pow(2, -24));   // about ten roundings a step
        }
    }

    [Fact]
    public void A_gradient_of_zero_moves_nothing()
    {
        NamedParameter parameter = TestParameter.Of([1, -2], [0, 0]);
        var adam = new Adam([parameter], new AdamSettings());
        adam.Step(0.1, Workers.Shared);
        adam.Step(0.1, Workers.Shared);
        Assert.Equal([1, -2], parameter.Parameter.Value.Span.ToArray());
    }

    [Fact]
    public void What_it_remembers_has_names_and_restores_it()
    {
        NamedParameter whole = TestParameter.Of([1, 2, 3], [0.1f, -0.2f, 0.3f], "conv1.weights");
        NamedParameter resumed = TestParameter.Of([1, 2, 3], [0.1f, -0.2f, 0.3f], "conv1.weights");
        Adam first = new([whole], new AdamSettings()), before = new([resumed], new AdamSettings());
        first.Step(0.1, Workers.Shared);
        before.Step(0.1, Workers.Shared);

        var after = new Adam([resumed], new AdamSettings()) { StepCount = before.StepCount };
        foreach (((string name, Tensor from), (string sameName, Tensor to)) in before.State.Zip(after.State))
        {
            Assert.Equal(name, sameName);
            from.Span.CopyTo(to.Span);
        }

        first.Step(0.1, Workers.Shared);
        after.Step(0.1, Workers.Shared);

        Assert.Equal(["conv1.weights.mean", "conv1.weights.square"], after.State.Select(each => each.Name));
        Assert.Equal(2, after.StepCount);
        Bits.AssertSame(whole.Parameter.Value.Span, resumed.Parameter.Value.Span, "after resuming");
    }

    [Theory]
    [InlineData(-0.1, 0.999, 1e-8)]
    [InlineData(1, 0.999, 1e-8)]
    [InlineData(double.NaN, 0.999, 1e-8)]
    [InlineData(0.9, -0.1, 1e-8)]
    [InlineData(0.9, 1, 1e-8)]
    [InlineData(0.9, 0.999, 0)]
    [InlineData(0.9, 0.999, double.NaN)]
    public void Constants_out_of_range_are_refused(double beta1, double beta2, double epsilon) => Assert.StartsWith(
        "Adam: expected decays of at least 0 and less than 1, and an epsilon above 0.",
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamSettings(beta1, beta2, epsilon).Build([])).Message);
}
