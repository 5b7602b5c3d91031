namespace DigitLab.Imaging.Tests.Pictures;

public sealed class PixelBoxTests
{
    [Fact]
    public void The_union_of_two_boxes_holds_both_and_no_more()
    {
        PixelBox low = new(2, 8, 3, 4), high = new(4, 1, 9, 2);
        Assert.Equal(new PixelBox(2, 1, 11, 11), PixelBox.Union(low, high));
        Assert.Equal(PixelBox.Union(low, high), PixelBox.Union(high, low));
        Assert.Equal(low, PixelBox.Union(low, new PixelBox(3, 9, 1, 1)));
    }
}
