using DigitLab.Data;

namespace DigitLab.Training.Tests;

public sealed class TestScoreTests
{
    [Fact]
    public void MNISTs_test_digits_are_scored_by_hand_and_without_the_doubtful_ones()
    {
        var score = new TestScore(10_000, [3, 947, 4999, 5000, 9729]);   // 947 and 9729 are doubtful

        Assert.Equal(0.9995, score.Accuracy);
        Assert.Equal((10_000 - 15 - 3) / 9985.0, score.WithoutDoubtful);
        Assert.Equal((4997 / 5000.0, 4998 / 5000.0), (score.Students, score.Employees));
        Assert.Equal("99.95% (5 errors; 95% interval 99.88–99.98%)", score.ToString());
    }

    [Fact]
    public void Other_sets_have_no_halves()
    {
        var score = new TestScore(50, [3]);

        Assert.Equal((null, null, null), (score.WithoutDoubtful, score.Students, score.Employees));
    }

    [Fact]
    public void Fifteen_labels_are_doubtful() => Assert.Equal((15, 15), (DoubtfulDigits.Places.Count, DoubtfulDigits.Places.Distinct().Count()));
}
