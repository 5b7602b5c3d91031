namespace DigitLab.Neural.Tests.Layers;

public sealed class LayerNormTests
{
    // Row 1, 3, 5, 7: mean 4, variance 5; √(5 + 4) = 3.
    [Fact]
    public void A_case_computed_by_hand()
    {
        var layer = new LayerNorm(4, epsilon: 4);
        float[] gamma = [3, 3, 3, 6], beta = [0, 1, 0, 0];
        gamma.CopyTo(layer.Gamma!.Value.Span);
        beta.CopyTo(layer.Beta!.Value.Span);
        Assert.Equal([-3, 0, 1, 6], new LayerRun(layer, Tensor.From(new Shape(1, 4), [1, 3, 5, 7])).Numbers);
    }

    [Fact]
    public void Training_and_inference_are_the_same_and_rows_do_not_meet()
    {
        var layer = new LayerNorm(5);
        layer.Gamma!.Value.Span.Fill(2);
        Tensor two = Draw.Tensor(new Shape(2, 5), 1);
        float[] training = new LayerRun(layer, two).Numbers;
        Bits.AssertSame(training, new LayerRun(layer, two, isTraining: false).Numbers, "inference");
        Bits.AssertSame(training.AsSpan(5), new LayerRun(layer, two.Samples(1, 1)).Numbers, "the second row alone");
    }

    [Fact]
    public void Another_number_of_features_is_refused()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => new LayerNorm(6).OutputShape(new Shape(2, 5)));
        Assert.Equal("LayerNorm: expected input [batch, …, 6], got [2, 5]: give the layer as many features as the last axis has.", refusal.Message);
        Assert.ThrowsAny<ArgumentException>(() => new LayerNorm(0));
        Assert.ThrowsAny<ArgumentException>(() => new LayerNorm(3, epsilon: 0));
    }

    [Fact]
    public void Its_description_survives()
    {
        RoundTrip.AssertSurvives(new LayerNorm(6, isAffine: false), """{"layer":"LayerNorm","features":6,"epsilon":1E-05,"isAffine":false}""");
        Assert.Equal("LayerNorm of 6 features, 12 weights", new LayerNorm(6).ToString());
    }
}
