namespace DigitLab.Neural.Tests.Losses;

public sealed class SoftmaxCrossEntropyTests
{
    // Logits (0, ln 3): probabilities ¼ and ¾. Label 1 costs −ln ¾, label 0 costs −ln ¼; their mean is (ln 4 − ln 3 + ln 4) / 2.
    [Fact]
    public void A_case_computed_by_hand()
    {
        Tensor logits = Tensor.From(new Shape(2, 2), [0, MathF.Log(3), 0, MathF.Log(3)]), gradient = new(new Shape(2, 2));
        double loss = new SoftmaxCrossEntropy().Compute(logits, [1, 0], gradient);

        Assert.Equal(((2 * Math.Log(4)) - Math.Log(3)) / 2, loss, 1e-7);
        float[] expected = [0.25f / 2, (0.75f - 1) / 2, (0.25f - 1) / 2, 0.75f / 2];   // (p − [label]) / batch
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], gradient.Span[i], 1e-7f);
        }
    }

    [Fact]
    public void One_sample_costs_its_part_of_a_batch()
    {
        var loss = new SoftmaxCrossEntropy();
        Assert.Equal(Math.Log(4) - Math.Log(3), loss.ComputeOne([0, MathF.Log(3)], 1), 1e-7);
        Assert.Equal(Math.Log(4), loss.ComputeOne([0, MathF.Log(3)], 0), 1e-7);
        Assert.Throws<ArgumentOutOfRangeException>(() => loss.ComputeOne([0, 1], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => loss.ComputeOne([0, 1], -1));
    }

    [Fact]
    public void Equal_logits_cost_the_logarithm_of_the_number_of_classes() =>
        Assert.Equal(Math.Log(10), new SoftmaxCrossEntropy().Compute(new Tensor(new Shape(4, 10)), [0, 3, 9, 5], null), 1e-12);

    [Fact]
    public void Large_logits_cost_their_difference() =>
        Assert.Equal(2e38, new SoftmaxCrossEntropy().Compute(Tensor.From(new Shape(1, 2), [1e38f, -1e38f]), [1], null), 1e31);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Threads_share_the_samples_and_change_no_bit(int threads)
    {
        var shape = new Shape(100, 10);
        Tensor logits = Tensor.From(shape, [.. Enumerable.Range(0, shape.Count).Select(i => 7 * MathF.Sin(i * i))]), expected = new(shape), gradient = new(shape);
        byte[] labels = [.. Enumerable.Range(0, 100).Select(n => (byte)(n * 3 % 10))];
        var loss = new SoftmaxCrossEntropy(labelSmoothing: 0.1);
        using var workers = new Workers(threads);

        Assert.Equal(loss.Compute(logits, labels, expected), loss.Compute(logits, labels, gradient, workers));
        Assert.Equal(expected.Span, gradient.Span);
    }

    [Fact]
    public void A_NaN_is_noticed()
    {
        Tensor logits = Tensor.From(new Shape(1, 3), [1, float.NaN, 2]), gradient = new(logits.Shape);
        Assert.True(double.IsNaN(new SoftmaxCrossEntropy().Compute(logits, [0], gradient)));
        Assert.All(gradient.Span.ToArray(), value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void Labels_and_shapes_are_checked()
    {
        var loss = new SoftmaxCrossEntropy();
        var logits = new Tensor(new Shape(2, 10));
        Assert.StartsWith(
            "SoftmaxCrossEntropy: expected outputs [3, classes] for 3 labels, got [2, 10].",
            Assert.Throws<ArgumentException>(() => loss.Compute(logits, [1, 2, 3], null)).Message);
        Assert.StartsWith(
            "SoftmaxCrossEntropy: expected a gradient [2, 10], got [10, 2].",
            Assert.Throws<ArgumentException>(() => loss.Compute(logits, [1, 2], new Tensor(new Shape(10, 2)))).Message);
        Assert.StartsWith(
            "SoftmaxCrossEntropy: expected labels below 10, got 10.",
            Assert.Throws<ArgumentException>(() => loss.Compute(logits, [1, 10], null)).Message);
        Assert.Throws<ArgumentException>(() => loss.Compute(new Tensor(new Shape(2)), [1, 2], null));
    }
}
