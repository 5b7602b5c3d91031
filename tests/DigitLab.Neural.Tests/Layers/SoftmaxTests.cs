namespace DigitLab.Neural.Tests.Layers;

public sealed class SoftmaxTests
{
    [Fact]
    public void A_case_computed_by_hand()
    {
        // e^0 : e^{ln 2} : e^{ln 5} = 1 : 2 : 5.
        float[] probabilities = Of(0, MathF.Log(2), MathF.Log(5));
        Assert.Equal(0.125f, probabilities[0], 1e-7f);
        Assert.Equal(0.25f, probabilities[1], 1e-7f);
        Assert.Equal(0.625f, probabilities[2], 1e-7f);
    }

    [Fact]
    public void Large_logits_do_not_overflow() => Assert.Equal([0.5f, 0.5f, 0f], Of(3e38f, 3e38f, -3e38f));

    [Fact]
    public void Shifting_all_logits_changes_nothing() => Bits.AssertSame(Of(1, 2, 3), Of(1001, 1002, 1003), "shifted by 1000");

    [Fact]
    public void Probabilities_sum_to_1_up_to_rounding()
    {
        float[] probabilities = Of(Draw.Numbers(10, 1));
        Assert.Equal(1, probabilities.Sum(p => (double)p), 10 * Math.Pow(2, -25));
        Assert.All(probabilities, p => Assert.InRange(p, 0, 1));
    }

    [Fact]
    public void A_NaN_makes_all_NaN() => Assert.All(Of(1, float.NaN, 2), p => Assert.True(float.IsNaN(p)));

    [Fact]
    public void Lengths_must_agree() => Assert.Equal(
        "Softmax: expected as many probabilities as logits, got 2 and 3.",
        Assert.Throws<ArgumentException>(() => Softmax.Apply(new float[3], new float[2])).Message);

    private static float[] Of(params float[] logits)
    {
        float[] probabilities = new float[logits.Length];
        Softmax.Apply(logits, probabilities);
        return probabilities;
    }

    // p = ¼, ¾; Σ p ∂p = ¼ · 4 + ¾ · 8 = 7; ∂z = ¼ (4 − 7), ¾ (8 − 7).
    [Fact]
    public void As_a_layer_by_hand()
    {
        var run = new LayerRun(new Softmax(), Tensor.From(new Shape(1, 2), [0, 1.0986123f]));
        Assert.Equal(0.25f, run.Numbers[0], 1e-7f);
        Assert.Equal(0.75f, run.Numbers[1], 1e-7f);
        float[] gradient = run.Backward(4, 8);
        Assert.Equal(-0.75f, gradient[0], 1e-6f);
        Assert.Equal(0.75f, gradient[1], 1e-6f);
    }

    [Fact]
    public void Its_description_survives() => RoundTrip.AssertSurvives(new Softmax(), """{"layer":"Softmax"}""");
}
