namespace DigitLab.Data.Tests.Splits;

public class DatasetSplitTests
{
    // The picture of digit i is i itself, so that a part tells which digits it has.
    private static readonly DigitDataset Digits = new("all", 1, 1, [.. Enumerable.Range(0, 200).Select(i => (byte)i)], [.. Enumerable.Range(0, 200).Select(LabelOf)]);

    [Fact]
    public void The_last_digits_are_held_back_in_order()
    {
        DatasetSplit split = DatasetSplit.Of(Digits, SplitKind.Last, 50);
        Assert.Equal(Enumerable.Range(0, 150).Select(i => (byte)i), TestDigits.Pixels(split.Training));
        Assert.Equal(Enumerable.Range(150, 50).Select(i => (byte)i), TestDigits.Pixels(split.Validation));
        Assert.Equal(("all-training", "all-validation"), (split.Training.Name, split.Validation.Name));
    }

    [Theory]
    [InlineData(SplitKind.Last, 37)]
    [InlineData(SplitKind.Random, 37)]
    [InlineData(SplitKind.Stratified, 37)]
    [InlineData(SplitKind.Random, 0)]
    [InlineData(SplitKind.Stratified, 0)]
    [InlineData(SplitKind.Stratified, 199)]
    public void The_parts_make_the_whole_and_share_nothing(SplitKind kind, int validationCount)
    {
        DatasetSplit split = DatasetSplit.Of(Digits, kind, validationCount, seed: 5);
        Assert.Equal(validationCount, split.Validation.Count);
        Assert.Equal(TestDigits.Pixels(Digits), TestDigits.Pixels(split.Training).Concat(TestDigits.Pixels(split.Validation)).Order());
        Assert.Equal(TestDigits.Pixels(split.Training).Order(), TestDigits.Pixels(split.Training));
    }

    [Theory]
    [InlineData(SplitKind.Random)]
    [InlineData(SplitKind.Stratified)]
    public void The_seed_alone_chooses(SplitKind kind)
    {
        byte[] first = TestDigits.Pixels(DatasetSplit.Of(Digits, kind, 40, seed: 1).Validation);
        Assert.Equal(first, TestDigits.Pixels(DatasetSplit.Of(Digits, kind, 40, seed: 1).Validation));
        Assert.NotEqual(first, TestDigits.Pixels(DatasetSplit.Of(Digits, kind, 40, seed: 2).Validation));
    }

    [Fact]
    public void The_random_split_of_seed_1_is_this_one_on_every_machine() => Assert.Equal(
        [12, 17, 42, 43, 116, 119, 125, 163], TestDigits.Pixels(DatasetSplit.Of(Digits, SplitKind.Random, 8, seed: 1).Validation));

    [Theory]
    [InlineData(20)]
    [InlineData(33)]
    [InlineData(100)]
    public void Stratified_parts_hold_each_digit_in_proportion(int validationCount)
    {
        DatasetSplit split = DatasetSplit.Of(Digits, SplitKind.Stratified, validationCount, seed: 3);
        for (byte digit = 0; digit < 10; digit++)
        {
            double fair = TestDigits.Labels(Digits).Count(label => label == digit) * validationCount / 200.0;
            int got = TestDigits.Labels(split.Validation).Count(label => label == digit);
            Assert.True(Math.Abs(got - fair) < 1, $"digit {digit}: {got} of {fair}");
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(200)]
    public void Something_must_be_left_to_learn_from(int validationCount)
    {
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => DatasetSplit.Of(Digits, SplitKind.Last, validationCount)).Message;
        Assert.StartsWith($"all: expected 0 to 199 validation digits of 200, got {validationCount}: leave some to learn from.", message, StringComparison.Ordinal);
    }

    // Classes of different sizes: 19 digits of each, and the last ten are all 9.
    private static byte LabelOf(int index) => (byte)(index < 190 ? index % 10 : 9);
}
