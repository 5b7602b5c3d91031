namespace DigitLab.Training.Tests;

public sealed class ConfidentLearningTests
{
    [Fact]
    public void A_label_that_nobody_believes_comes_first_and_is_an_issue()
    {
        // Thresholds: t₀ = (0.9 + 0.8 + 0.1) / 3 = 0.6, t₁ = (0.9 + 0.6) / 2 = 0.75. Digit 2 is called 0 and is 0.9 of a 1: an issue.
        IReadOnlyList<DoubtfulLabel> ranked = ConfidentLearning.Rank([0, 0, 0, 1, 1], new DigitProbabilities([[0.9, 0.1], [0.8, 0.2], [0.1, 0.9], [0.1, 0.9], [0.4, 0.6]]));

        Assert.Equal(new DoubtfulLabel(2, 0, 1, 0.1, 0.9, IsIssue: true), ranked[0]);
        Assert.Equal([2, 4, 1, 0, 3], ranked.Select(label => label.Index));
        Assert.Equal([true, false, false, false, false], ranked.Select(label => label.IsIssue));
        Assert.Equal(-0.8, ranked[0].Margin, 12);
    }

    [Fact]
    public void A_doubt_below_what_is_usual_for_the_other_class_is_no_issue()
    {
        // t₁ = 0.9: the first digit's 0.6 of a 1 does not reach it.
        IReadOnlyList<DoubtfulLabel> ranked = ConfidentLearning.Rank([0, 1], new DigitProbabilities([[0.4, 0.6], [0.1, 0.9]]));

        Assert.Equal((0, false), (ranked[0].Index, ranked[0].IsIssue));
    }

    [Fact]
    public void A_class_that_no_digit_has_is_suggested_but_never_an_issue()
    {
        IReadOnlyList<DoubtfulLabel> ranked = ConfidentLearning.Rank([0, 1], new DigitProbabilities([[0.1, 0, 0.9], [0, 1, 0]]));

        Assert.Equal((0, 2, false), (ranked[0].Index, ranked[0].Suggested, ranked[0].IsIssue));
    }

    [Fact]
    public void There_must_be_a_label_for_each_prediction() => Assert.Contains(
        "a label for each of 1 predictions, got 2", Assert.Throws<ArgumentException>(() => ConfidentLearning.Rank([0, 1], new DigitProbabilities([[1, 0]]))).Message);
}
