namespace DigitLab.Data.Tests.Preprocessing;

public sealed class CentralPartTests
{
    // Two pictures of 3 × 4 pixels, numbered row by row.
    private static readonly DigitDataset Digits = new("digits", 3, 4, [.. Enumerable.Range(0, 24).Select(i => (byte)i)], [7, 3], isSynthetic: true);

    [Fact]
    public void Borders_are_cut_off_alike_on_all_sides()
    {
        DigitDataset middle = CentralPart.Of(Digits.Select([1, 0]), 2);
        Assert.Equal((2, 2, 2, "digits", true), (middle.Count, middle.Height, middle.Width, middle.Name, middle.IsSynthetic));
        Assert.Equal([13, 14, 17, 18], middle.Image(0).ToArray());   // of 12 … 23: the middle columns, the odd row cut at the bottom
        Assert.Equal([1, 2, 5, 6], middle.Image(1).ToArray());
        Assert.Equal([3, 7], [middle.Label(0), middle.Label(1)]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void A_side_that_the_pictures_do_not_have_is_refused(int side) => Assert.StartsWith(
        "digits: expected a side from 1 to 3 pixels.",
        Assert.Throws<ArgumentOutOfRangeException>(() => CentralPart.Of(Digits, side)).Message);
}
