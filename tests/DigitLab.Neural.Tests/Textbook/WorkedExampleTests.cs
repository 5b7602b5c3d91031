namespace DigitLab.Neural.Tests.Textbook;

/// <summary>The examples in the documentation of the naive functions, number by number.</summary>
public sealed class WorkedExampleTests
{
    private static readonly Tensor Nine = Picture(1, 2, 3, 4, 5, 6, 7, 8, 9);

    [Fact]
    public void Convolution()
    {
        Tensor w = Tensor.From(new Shape(2, 2, 1, 1), [1, 0, 0, 2]), b = Row(1);
        AssertNumbers([12, 15, 21, 24], NaiveConvolution.Forward(Nine, w, b));
        (Tensor x, Tensor wGradient, Tensor bGradient) = NaiveConvolution.Backward(Tensor.From(new Shape(1, 2, 2, 1), [1, 1, 1, 1]), Nine, w);
        AssertNumbers([12, 16, 24, 28], wGradient);
        AssertNumbers([4], bGradient);
        AssertNumbers([1, 1, 0, 1, 3, 2, 0, 2, 2], x);
    }

    [Fact]
    public void Convolution_with_stride_and_padding_is_the_layers()
    {
        Tensor x = Draw.Tensor(new Shape(2, 5, 6, 3), 1), w = Draw.Tensor(new Shape(3, 3, 3, 4), 2), b = Draw.Tensor(new Shape(4), 3);
        var layer = new Conv2D(3, 4, kernelSize: 3, stride: 2, padding: 1);
        w.Span.CopyTo(layer.Weights.Value.Span);
        b.Span.CopyTo(layer.Bias!.Value.Span);
        var run = new Layers.LayerRun(layer, x);
        Bits.AssertSame(run.Output.Span, NaiveConvolution.Forward(x, w, b, stride: 2, padding: 1).Span, "y");
        Tensor yGradient = Draw.Tensor(run.Output.Shape, 4);
        (Tensor xGradient, Tensor wGradient, Tensor bGradient) = NaiveConvolution.Backward(yGradient, x, w, stride: 2, padding: 1);
        Bits.AssertSame(run.Backward(yGradient.Span), xGradient.Span, "∂x");
        Bits.AssertSame(layer.Weights.Gradient.Span, wGradient.Span, "∂w");
        Bits.AssertSame(layer.Bias.Gradient.Span, bGradient.Span, "∂b");
    }

    [Fact]
    public void Max_pooling()
    {
        AssertNumbers([5, 6, 8, 9], NaiveMaxPooling.Forward(Nine, 2, stride: 1));
        AssertNumbers([0, 0, 0, 0, 1, 2, 0, 3, 4], NaiveMaxPooling.Backward(Tensor.From(new Shape(1, 2, 2, 1), [1, 2, 3, 4]), Nine, 2, stride: 1));
        AssertNumbers([5], NaiveMaxPooling.Forward(Nine, 2));
    }

    [Fact]
    public void Average_pooling()
    {
        AssertNumbers([3, 4, 6, 7], NaiveAveragePooling.Forward(Nine, 2, stride: 1));
        AssertNumbers([1, 3, 2, 4, 10, 6, 3, 7, 4], NaiveAveragePooling.Backward(Tensor.From(new Shape(1, 2, 2, 1), [4, 8, 12, 16]), Nine, 2, stride: 1));
    }

    [Fact]
    public void Dense()
    {
        Tensor x = Table(1, 1, 2, 3), w = Table(3, 1, 0, 2, 0, 1, 1, 1, 1, 0);
        AssertNumbers([5, 5, 4], NaiveDense.Forward(x, w, Row(1, 0, 0)));
        (Tensor xGradient, Tensor wGradient, Tensor bGradient) = NaiveDense.Backward(Table(1, 1, 2, 3), x, w);
        AssertNumbers([1, 2, 3], bGradient);
        AssertNumbers([1, 2, 3, 2, 4, 6, 3, 6, 9], wGradient);
        AssertNumbers([7, 5, 3], xGradient);
    }

    [Fact]
    public void Relu()
    {
        Tensor x = Table(3, -1, 2, -3, 4, 0, 6, -7, 8, -9);
        AssertNumbers([0, 2, 0, 4, 0, 6, 0, 8, 0], NaiveRelu.Forward(x));
        AssertNumbers([0, 2, 0, 4, 0, 6, 0, 8, 0], NaiveRelu.Backward(Table(3, 1, 2, 3, 4, 5, 6, 7, 8, 9), x));
    }

    [Fact]
    public void Softmax_and_cross_entropy()
    {
        Tensor scores = Table(1, 0, MathF.Log(2), MathF.Log(5));
        AssertNear([0.125f, 0.25f, 0.625f], NaiveSoftmax.Forward(scores));
        (double loss, Tensor gradient) = NaiveSoftmax.CrossEntropy(scores, [1]);
        Assert.Equal(1.386, loss, 1e-3);
        AssertNear([0.125f, -0.75f, 0.625f], gradient);

        // Σ p ∂p = 0.125 · 8 + 0.25 · 4 = 2.
        AssertNear([0.125f * 6, 0.25f * 2, 0.625f * -2], NaiveSoftmax.Backward(Table(1, 8, 4, 0), scores));
    }

    [Fact]
    public void Svm()
    {
        (double loss, Tensor gradient) = NaiveSvm.Loss(Table(3, 3.2f, 5.1f, -1.7f, 1.3f, 4.9f, 2.0f, 2.2f, 2.5f, -3.1f), [0, 1, 2]);
        Assert.Equal(15.8 / 3, loss, 1e-6);
        AssertNear([-1f / 3, 1f / 3, 0, 0, 0, 0, 1f / 3, 1f / 3, -2f / 3], gradient);
    }

    [Fact]
    public void The_softmax_layer_gives_the_same_bits()
    {
        Tensor scores = Draw.Tensor(new Shape(70, 10), 1), pGradient = Draw.Tensor(new Shape(70, 10), 2);
        var run = new Layers.LayerRun(new Softmax(), scores);
        Bits.AssertSame(NaiveSoftmax.Forward(scores).Span, run.Numbers, "p");
        Bits.AssertSame(NaiveSoftmax.Backward(pGradient, scores).Span, run.Backward(pGradient.Span), "∂z");
    }

    [Fact]
    public void They_agree_with_the_losses_that_training_uses()
    {
        Tensor scores = Draw.Tensor(new Shape(6, 10), 1), gradient = new(scores.Shape);
        byte[] labels = [3, 1, 4, 1, 5, 9];
        Assert.Equal(new SoftmaxCrossEntropy().Compute(scores, labels, gradient), NaiveSoftmax.CrossEntropy(scores, labels).Loss, 1e-6);
        AssertNear(gradient.Span.ToArray(), NaiveSoftmax.CrossEntropy(scores, labels).Gradient);
        Assert.Equal(new MulticlassHinge().Compute(scores, labels, gradient), NaiveSvm.Loss(scores, labels).Loss, 1e-9);
        AssertNear(gradient.Span.ToArray(), NaiveSvm.Loss(scores, labels).Gradient);
    }

    [Fact]
    public void Tensors_that_do_not_fit_are_refused_with_both_shapes()
    {
        Tensor w = Tensor.From(new Shape(2, 2, 1, 1), [1, 0, 0, 2]);
        Assert.Contains("expected input [batch, H, W, 1]", Assert.Throws<ArgumentException>(() => NaiveConvolution.Forward(Table(1, 1), w)).Message);
        Assert.StartsWith(
            "Expected ∂y to be [1, 2, 2, 1], got [1, 1]",
            Assert.Throws<ArgumentException>(() => NaiveConvolution.Backward(Table(1, 1), Nine, w)).Message);
        Assert.StartsWith("Expected b to be [1], got [2]", Assert.Throws<ArgumentException>(() => NaiveConvolution.Forward(Nine, w, Row(1, 2))).Message);
        Assert.Throws<ArgumentException>(() => NaiveDense.Forward(Table(1, 1, 2), Table(3, 1, 2, 3)));
        Assert.Throws<ArgumentException>(() => NaiveMaxPooling.Forward(Nine, 4));
        Assert.StartsWith("Expected labels below 3, got 3.", Assert.Throws<ArgumentException>(() => NaiveSvm.Loss(Table(1, 1, 2, 3), [3])).Message);
        Assert.StartsWith("NaiveSoftmax: expected scores [batch, classes], got [3]", Assert.Throws<ArgumentException>(() => NaiveSoftmax.Forward(Row(1, 2, 3))).Message);
    }

    private static Tensor Picture(params float[] numbers) => Tensor.From(new Shape(1, 3, 3, 1), numbers);

    private static Tensor Row(params float[] numbers) => Tensor.From(new Shape(numbers.Length), numbers);

    private static Tensor Table(int rows, params float[] numbers) => Tensor.From(new Shape(rows, numbers.Length / rows), numbers);

    private static void AssertNumbers(float[] expected, Tensor actual) => Assert.Equal(expected, actual.Span.ToArray());

    private static void AssertNear(float[] expected, Tensor actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual.Span[i], 1e-6f);
        }
    }
}
