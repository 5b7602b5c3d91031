namespace DigitLab.Neural.Tests.Losses;

public sealed class MulticlassHingeTests
{
    // CS231n's example, lecture 3: a cat's scores 3.2, 5.1, −1.7 give max(0, 5.1 − 3.2 + 1) + max(0, −1.7 − 3.2 + 1) = 2.9;
    // a car's 1.3, 4.9, 2.0 give 0; a frog's 2.2, 2.5, −3.1 give 6.3 + 6.6 = 12.9. The mean is 15.8 / 3.
    [Fact]
    public void A_case_computed_by_hand()
    {
        Tensor scores = Tensor.From(new Shape(3, 3), [3.2f, 5.1f, -1.7f, 1.3f, 4.9f, 2.0f, 2.2f, 2.5f, -3.1f]), gradient = new(scores.Shape);
        Assert.Equal(15.8 / 3, new MulticlassHinge().Compute(scores, [0, 1, 2], gradient), 1e-6);
        const float third = 1f / 3;
        Assert.Equal([-third, third, 0, 0, 0, 0, third, third, -2 * third], gradient.Span.ToArray());
        Assert.Equal(((2.9 * 2.9) + (6.3 * 6.3) + (6.6 * 6.6)) / 3, new MulticlassHinge(isSquared: true).Compute(scores, [0, 1, 2], null), 1e-5);
    }

    [Fact]
    public void A_NaN_is_noticed() => Assert.True(double.IsNaN(new MulticlassHinge().Compute(Tensor.From(new Shape(1, 2), [0, float.NaN]), [0], null)));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_margin_out_of_range_is_refused(double margin) => Assert.Throws<ArgumentOutOfRangeException>(() => new MulticlassHinge(margin));
}
