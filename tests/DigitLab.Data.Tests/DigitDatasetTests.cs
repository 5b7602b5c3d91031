namespace DigitLab.Data.Tests;

public class DigitDatasetTests
{
    private static readonly DigitDataset Digits = new("four", 1, 2, [1, 2, 3, 4, 5, 6, 7, 8], [9, 8, 7, 6]);

    [Fact]
    public void Pictures_lie_one_after_the_other()
    {
        Assert.Equal(4, Digits.Count);
        Assert.Equal([5, 6], Digits.Image(2).ToArray());
        Assert.Equal(7, Digits.Label(2));
        Assert.Equal("four: 4 digits of 1×2", Digits.ToString());
    }

    [Fact]
    public void A_part_of_a_part_counts_from_its_own_start()
    {
        DigitDataset part = Digits.Select([3, 1, 2]).Range(1, 2, "two");
        Assert.Equal("two", part.Name);
        Assert.Equal([3, 4], part.Image(0).ToArray());
        Assert.Equal([5, 6], part.Image(1).ToArray());
        Assert.Equal([8, 7], TestDigits.Labels(part));
    }

    [Fact]
    public void Take_gives_the_first_digits_and_no_more_than_there_are()
    {
        Assert.Equal([9, 8], TestDigits.Labels(Digits.Take(2)));
        Assert.Equal(4, Digits.Take(4).Count);
        Assert.Equal(0, Digits.Take(0).Count);
        Assert.Contains("four: expected a limit from 0 to 4 digits, got 5.", Assert.Throws<ArgumentOutOfRangeException>(() => Digits.Take(5)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Digits.Take(-1));
    }

    [Fact]
    public void Lengths_and_labels_are_checked()
    {
        Assert.Contains("expected 2 pictures of 1×2 pixels, got 3 bytes", Assert.Throws<ArgumentException>(() => new DigitDataset("x", 1, 2, [1, 2, 3], [1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("expected labels from 0 to 9, got 10 for digit 1", Assert.Throws<ArgumentException>(() => new DigitDataset("x", 1, 1, [1, 2], [1, 10])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Digits.Select([4]));
    }
}
