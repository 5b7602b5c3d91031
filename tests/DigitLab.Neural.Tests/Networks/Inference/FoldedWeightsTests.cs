namespace DigitLab.Neural.Tests.Networks.Inference;

public sealed class FoldedWeightsTests
{
    [Fact]
    public void A_case_by_hand()
    {
        // x has two channels, normalized before: 2·(x₀ − 1)/√4 + 3 = x₀ + 2 and (x₁ − 0)/√(1/4) = 2·x₁. y = 3·x₀' + 4·x₁' + 5, and
        // behind 6·(y − 7)/√9 + 1 = 2·y − 13. Together 2·(3·(x₀ + 2) + 4·(2·x₁) + 5) − 13 = 6·x₀ + 16·x₁ + 9.
        var dense = new Dense(2, 1);
        Set(dense.Weights.Value, 3, 4);
        Set(dense.Bias!.Value, 5);
        var folded = new FoldedWeights(dense.Weights, dense.Bias)
        {
            Before = Norm([1, 0], [4, 0.25f], [2, 1], [3, 0]),
            After = Norm([7], [9], [6], [1]),
        };
        folded.Refresh();

        Assert.Equal([6, 16], folded.Weights.Span.ToArray());
        Assert.Equal([9], folded.Bias!.Span.ToArray());
        Assert.Equal([3, 4], dense.Weights.Value.Span.ToArray());
    }

    [Fact]
    public void Without_a_normalization_the_numbers_are_the_layers()
    {
        var convolution = new Conv2D(2, 3, 2);
        var network = new Network("one", new Shape(4, 4, 2), new Sequential(convolution));
        network.Initialize(1);
        Draw.Numbers(3, 1).CopyTo(convolution.Bias!.Value.Span);
        var folded = new FoldedWeights(convolution.Weights, convolution.Bias);
        folded.Refresh();
        Bits.AssertSame(convolution.Weights.Value.Span, folded.Weights.Span, "weights");
        Bits.AssertSame(convolution.Bias.Value.Span, folded.Bias!.Span, "bias");
    }

    [Fact]
    public void A_bias_comes_from_the_normalization_where_the_layer_has_none()
    {
        var dense = new Dense(1, 2, hasBias: false);
        Set(dense.Weights.Value, 1, 2);
        var bare = new FoldedWeights(dense.Weights, dense.Bias);
        bare.Refresh();
        Assert.Null(bare.Bias);

        var folded = new FoldedWeights(dense.Weights, dense.Bias) { After = Norm([1, 2], [1, 1], [1, 3], [0, 4]) };
        folded.Refresh();
        Assert.Equal([1, 6], folded.Weights.Span.ToArray());
        Assert.Equal([-1, -2], folded.Bias!.Span.ToArray());   // (y − 1), and 3·(y − 2) + 4
    }

    // Its epsilon is so small that it leaves these variances as they are.
    private static BatchNorm Norm(float[] mean, float[] variance, float[] gamma, float[] beta)
    {
        var norm = new BatchNorm(mean.Length, epsilon: 1e-30);
        Set(norm.RunningMean.Value, mean);
        Set(norm.RunningVariance.Value, variance);
        Set(norm.Gamma!.Value, gamma);
        Set(norm.Beta!.Value, beta);
        return norm;
    }

    private static void Set(Tensor tensor, params ReadOnlySpan<float> values) => values.CopyTo(tensor.Span);
}
