namespace DigitLab.Neural.Tests.Losses;

public sealed class MeanSquaredErrorTests
{
    // Targets 0 1 and 1 0: distances 1, 1, −½, 2 and squares that sum to 6¼.
    [Fact]
    public void A_case_computed_by_hand()
    {
        Tensor output = Tensor.From(new Shape(2, 2), [1, 2, 0.5f, 2]), gradient = new(output.Shape);
        Assert.Equal(6.25 / 4, new MeanSquaredError().Compute(output, [1, 0], gradient));
        Assert.Equal([0.5f, 0.5f, -0.25f, 1], gradient.Span.ToArray());
        Assert.Equal(4.0 / 2, new MeanSquaredError(right: 3, wrong: -1).Compute(Tensor.From(new Shape(1, 2), [1, -1]), [0], null));
    }

    [Fact]
    public void Targets_that_do_not_differ_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new MeanSquaredError(0, 0));
}
