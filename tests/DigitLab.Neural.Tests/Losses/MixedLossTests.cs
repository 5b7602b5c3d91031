namespace DigitLab.Neural.Tests.Losses;

public sealed class MixedLossTests
{
    public static TheoryData<LossSettings> All =>
    [
        new SoftmaxCrossEntropySettings(), new SoftmaxCrossEntropySettings(0.1), new MulticlassHingeSettings(), new MulticlassHingeSettings(IsSquared: true),
        new MeanSquaredErrorSettings(),
    ];

    // Logits (0, ln 3): probabilities ¼ and ¾. A quarter of class 0 and three quarters of class 1: −¼ ln ¼ − ¾ ln ¾, and the gradient is 0,
    // for the network says just what the mixture is.
    [Fact]
    public void A_case_computed_by_hand()
    {
        Tensor logits = Tensor.From(new Shape(1, 2), [0, MathF.Log(3)]), gradient = new(new Shape(1, 2));
        double loss = new SoftmaxCrossEntropy().ComputeMixed(logits, [1], [0], [0.75f], gradient);
        Assert.Equal((-0.25 * Math.Log(0.25)) - (0.75 * Math.Log(0.75)), loss, 1e-7);
        Assert.Equal(0, gradient.Span[0], 1e-7f);
        Assert.Equal(0, gradient.Span[1], 1e-7f);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_mixture_of_one_has_the_plain_loss_to_the_bit(LossSettings settings)
    {
        Tensor output = Draw.Tensor(new Shape(3, 10), 1), plain = new(output.Shape), mixed = new(output.Shape);
        double expected = settings.Build().Compute(output, [3, 0, 9], plain);
        Assert.Equal(expected, settings.Build().ComputeMixed(output, [3, 0, 9], [1, 2, 3], [1, 1, 1], mixed));
        Assert.Equal(plain.Span.ToArray(), mixed.Span.ToArray());
        Assert.Equal(expected, settings.Build().ComputeMixed(output, [1, 2, 3], [3, 0, 9], [0, 0, 0], mixed));
        Assert.Equal(plain.Span.ToArray(), mixed.Span.ToArray());
        Assert.Equal(expected, settings.Build().ComputeMixed(output, [3, 0, 9], [3, 0, 9], [0.5f, 0.5f, 0.5f], mixed), 1e-12);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Loss_and_gradient_lie_between_those_of_both_classes(LossSettings settings)
    {
        Loss loss = settings.Build();
        Tensor output = Draw.Tensor(new Shape(2, 4), 2), one = new(output.Shape), other = new(output.Shape), mixed = new(output.Shape);
        double both = (0.7 * loss.Compute(output, [1, 3], one)) + (0.3 * loss.Compute(output, [2, 0], other));
        Assert.Equal(both, loss.ComputeMixed(output, [1, 3], [2, 0], [0.7f, 0.7f], mixed), 1e-6);
        for (int i = 0; i < output.Length; i++)
        {
            Assert.Equal((0.7f * one.Span[i]) + (0.3f * other.Span[i]), mixed.Span[i], 1e-6f);
        }
    }

    [Fact]
    public void Every_sample_has_a_share_of_its_own()
    {
        var loss = new SoftmaxCrossEntropy();
        Tensor output = Draw.Tensor(new Shape(2, 4), 3);
        double first = loss.ComputeMixed(output.Samples(0, 1), [1], [2], [0.9f], null), second = loss.ComputeMixed(output.Samples(1, 1), [3], [0], [0.4f], null);
        Assert.Equal((first + second) / 2, loss.ComputeMixed(output, [1, 3], [2, 0], [0.9f, 0.4f], null), 1e-12);
    }

    [Fact]
    public void Labels_and_shares_are_checked()
    {
        var loss = new SoftmaxCrossEntropy();
        var output = new Tensor(new Shape(2, 10));
        Assert.Throws<ArgumentException>(() => loss.ComputeMixed(output, [1, 2], [1], [1, 1], null));
        Assert.StartsWith(
            "SoftmaxCrossEntropy: expected labels below 10, got 10.",
            Assert.Throws<ArgumentException>(() => loss.ComputeMixed(output, [1, 2], [1, 10], [1, 1], null)).Message);
        foreach (float[] shares in (float[][])[[1], [1, 1.1f], [-0.1f, 1], [float.NaN, 1]])
        {
            Assert.StartsWith(
                "SoftmaxCrossEntropy: expected 2 shares from 0 to 1, got ",
                Assert.Throws<ArgumentException>(() => loss.ComputeMixed(output, [1, 2], [1, 2], shares, null)).Message);
        }
    }
}
