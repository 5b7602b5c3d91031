namespace DigitLab.Neural.Tests.Layers;

public sealed class DenseTests
{
    // x = (1, 2), weights (in → out) 1 → (1, 10, 100), 2 → (2, 20, 200), bias (0, 1, 2):
    // y = (1·1 + 2·2, 1·10 + 2·20 + 1, 1·100 + 2·200 + 2) = (5, 51, 502).
    [Fact]
    public void A_case_computed_by_hand()
    {
        var dense = new Dense(2, 3);
        ((float[])[1, 10, 100, 2, 20, 200]).CopyTo(dense.Weights.Value.Span);
        ((float[])[0, 1, 2]).CopyTo(dense.Bias!.Value.Span);

        var run = new LayerRun(dense, Tensor.From(new Shape(1, 2), [1, 2]));
        float[] inputGradient = run.Backward(1, 2, 3);

        Assert.Equal([5, 51, 502], run.Numbers);
        Assert.Equal([1, 2, 3, 2, 4, 6], dense.Weights.Gradient.Span.ToArray());        // x times ∂y
        Assert.Equal([1, 2, 3], dense.Bias!.Gradient.Span.ToArray());
        Assert.Equal([1 + 20 + 300, 2 + 40 + 600], inputGradient);
    }

    [Fact]
    public void Gradients_are_summed_over_the_batch_and_added_to_what_is_there()
    {
        var dense = new Dense(1, 1);
        var run = new LayerRun(dense, Tensor.From(new Shape(3, 1), [1, 2, 3]));
        run.Backward(1, 10, 100);
        run.BackwardAsFirstLayer(1, 0, 0);
        Assert.Equal([1 + 20 + 300 + 1], dense.Weights.Gradient.Span.ToArray());
        Assert.Equal([112], dense.Bias!.Gradient.Span.ToArray());
    }

    [Fact]
    public void Cleared_gradients_are_zero_before_a_pass_and_written_anew_by_it()
    {
        var dense = new Dense(2, 2);
        var run = new LayerRun(dense, Tensor.From(new Shape(1, 2), [1, 2]));
        run.Backward(3, 4);
        dense.Weights.ClearGradient();
        run.Backward(5, 6);
        Assert.Equal([5, 6, 10, 12], dense.Weights.Gradient.Span.ToArray());

        dense.Weights.ClearGradient();
        Assert.Equal([0, 0, 0, 0], dense.Weights.Gradient.Span.ToArray());
        run.Backward(7, 8);
        run.Backward(7, 8);
        Assert.Equal([14, 16, 28, 32], dense.Weights.Gradient.Span.ToArray());
    }

    [Fact]
    public void Without_a_bias_zero_gives_zero()
    {
        var dense = new Dense(4, 3, hasBias: false);
        dense.Weights.Value.Span.Fill(1);
        Assert.Null(dense.Bias);
        Assert.Equal([0, 0, 0], new LayerRun(dense, new Tensor(new Shape(1, 4))).Numbers);
    }

    [Fact]
    public void It_counts_its_parameters_and_its_work()
    {
        var dense = new Dense(400, 120);
        Assert.Equal(48_120, dense.ParameterCount);
        Assert.Equal(48_000, new Dense(400, 120, hasBias: false).ParameterCount);
        Assert.Equal(5L * 48_000, dense.MultiplyAdds(new Shape(5, 400)));
        Assert.Equal(new Shape(5, 120), dense.OutputShape(new Shape(5, 400)));
        Assert.Equal("Dense 400→120, 48120 weights", dense.ToString());
    }

    [Fact]
    public void Its_settings_survive_building_and_JSON()
    {
        RoundTrip.AssertSurvives(new Dense(3, 2), """{"layer":"Dense","inputs":3,"outputs":2,"hasBias":true}""");
        RoundTrip.AssertSurvives(new Dense(3, 2, hasBias: false), """{"layer":"Dense","inputs":3,"outputs":2,"hasBias":false}""");
    }

    [Fact]
    public void An_input_of_another_shape_is_refused_with_both_shapes()
    {
        var dense = new Dense(784, 10) { Name = "dense1" };
        Assert.Equal(
            "Dense \"dense1\": expected input [batch, 784], got [64, 28, 28, 1]: put a Flatten before it.",
            Assert.Throws<ArgumentException>(() => dense.OutputShape(new Shape(64, 28, 28, 1))).Message);
        Assert.Equal(
            "Dense: expected input [batch, 784], got [64, 400]: give the layer this many inputs.",
            Assert.Throws<ArgumentException>(() => new Dense(784, 10).OutputShape(new Shape(64, 400))).Message);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void Sizes_below_one_are_refused(int inputs, int outputs) => Assert.Throws<ArgumentOutOfRangeException>(() => new Dense(inputs, outputs));
}
