namespace DigitLab.Neural.Tests.Textbook;

public sealed class NaiveBatchNormTests
{
    private static readonly Shape One = new(1);

    [Fact]
    public void The_documented_example()
    {
        Tensor x = Picture(8, 5, 2, 5, 5, 5, 2, 5, 8), gamma = Tensor.From(One, [2]), beta = Tensor.From(One, [1]);
        Assert.Equal([4, 1, -2, 1, 1, 1, -2, 1, 4], NaiveBatchNorm.Forward(x, gamma, beta, epsilon: 0).Span.ToArray());

        (Tensor xGradient, Tensor gammaGradient, Tensor betaGradient) = NaiveBatchNorm.Backward(Picture(9, 0, 0, 0, 0, 0, 0, 0, 0), x, gamma, epsilon: 0);
        Assert.Equal([9], betaGradient.Span.ToArray());
        Assert.Equal([13.5f], gammaGradient.Span.ToArray());
        Assert.Equal([5.75f, -1, 1.25f, -1, -1, -1, 1.25f, -1, -3.25f], xGradient.Span.ToArray());
    }

    [Theory]
    [InlineData(5, 4, 3, 6)]
    [InlineData(100, 2, 2, 17)]
    [InlineData(1, 1, 1, 2)]
    public void It_gives_the_layers_bits(int batch, int height, int width, int channels)
    {
        Tensor x = Draw.Tensor(new Shape(batch, height, width, channels), 1), gamma = Draw.Tensor(new Shape(channels), 2), beta = Draw.Tensor(new Shape(channels), 3);
        var layer = new BatchNorm(channels);
        gamma.Span.CopyTo(layer.Gamma!.Value.Span);
        beta.Span.CopyTo(layer.Beta!.Value.Span);
        var run = new Layers.LayerRun(layer, x);
        Tensor yGradient = Draw.Tensor(x.Shape, 4);

        (Tensor xGradient, Tensor gammaGradient, Tensor betaGradient) = NaiveBatchNorm.Backward(yGradient, x, gamma);

        Bits.AssertSame(run.Output.Span, NaiveBatchNorm.Forward(x, gamma, beta).Span, "y");
        Bits.AssertSame(run.Backward(yGradient.Span), xGradient.Span, "∂x");
        Bits.AssertSame(layer.Gamma.Gradient.Span, gammaGradient.Span, "∂γ");
        Bits.AssertSame(layer.Beta.Gradient.Span, betaGradient.Span, "∂β");
    }

    [Fact]
    public void Tensors_that_do_not_fit_are_refused_with_both_shapes()
    {
        Tensor x = Picture(1, 2, 3, 4, 5, 6, 7, 8, 9), one = Tensor.From(One, [1]), two = Tensor.From(new Shape(2), [1, 1]);
        Assert.StartsWith("Expected γ to be [1], got [2]", Assert.Throws<ArgumentException>(() => NaiveBatchNorm.Forward(x, two, one)).Message);
        Assert.StartsWith("Expected β to be [1], got [2]", Assert.Throws<ArgumentException>(() => NaiveBatchNorm.Forward(x, one, two)).Message);
        Assert.StartsWith("Expected ∂y to be [1, 3, 3, 1], got [1]", Assert.Throws<ArgumentException>(() => NaiveBatchNorm.Backward(one, x, one)).Message);
        Assert.StartsWith(
            "NaiveBatchNorm: expected samples [batch, …, channels], got [2]",
            Assert.Throws<ArgumentException>(() => NaiveBatchNorm.Forward(two, one, one)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => NaiveBatchNorm.Forward(x, one, one, epsilon: -1));
    }

    private static Tensor Picture(params float[] numbers) => Tensor.From(new Shape(1, 3, 3, 1), numbers);
}
