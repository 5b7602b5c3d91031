namespace DigitLab.Imaging.Tests.Pictures;

public sealed class GrayImageTests
{
    [Fact]
    public void A_new_picture_is_black_and_a_given_one_is_a_copy()
    {
        Assert.All(new GrayImage(3, 2).Pixels.ToArray(), v => Assert.Equal(0, v));
        byte[] pixels = [1, 2, 3, 4, 5, 6];
        var picture = new GrayImage(3, 2, pixels);
        pixels[0] = 99;
        Assert.Equal(1, picture[0, 0]);
        Assert.Equal(6, picture[2, 1]);
    }

    [Fact]
    public void Impossible_sizes_and_wrong_lengths_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GrayImage(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GrayImage(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GrayImage(70_000, 70_000));
        Assert.Contains("2×2×1 = 4 bytes", Assert.Throws<ArgumentException>(() => new GrayImage(2, 2, new byte[5])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Places_outside_are_refused()
    {
        var picture = new GrayImage(4, 3);
        Assert.Throws<IndexOutOfRangeException>(() => picture[4, 0]);
        Assert.Throws<IndexOutOfRangeException>(() => picture[-1, 1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => picture[0, 3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => picture[0, 1 << 30]);   // times 4 this is row 0 again
    }

    [Fact]
    public void A_crop_is_the_box_and_shares_nothing()
    {
        var picture = new GrayImage(3, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        GrayImage part = picture.Crop(new PixelBox(1, 0, 2, 3));
        Assert.Equal([2, 3, 5, 6, 8, 9], part.Pixels.ToArray());
        part[0, 0] = 50;
        Assert.Equal(2, picture[1, 0]);
    }

    [Theory]
    [InlineData(-1, 0, 2, 2)]
    [InlineData(0, 2, 1, 2)]
    [InlineData(0, 0, 0, 1)]
    [InlineData(2, 0, int.MaxValue, 1)]
    public void A_box_that_is_empty_or_reaches_outside_is_refused(int x, int y, int width, int height)
    {
        var box = new PixelBox(x, y, width, height);
        Assert.Throws<ArgumentOutOfRangeException>("box", () => new GrayImage(3, 3).Crop(box));
        Assert.Throws<ArgumentOutOfRangeException>("box", () => new ColorImage(3, 3).Crop(box));
    }

    [Fact]
    public void Inverting_twice_gives_the_picture_back()
    {
        var picture = new GrayImage(2, 1, [0, 200]);
        Assert.Equal([255, 55], picture.Invert().Pixels.ToArray());
        Assert.Equal(picture.Pixels, picture.Invert().Invert().Pixels);
    }

    [Fact]
    public void Gray_to_colour_and_back_is_exact_for_every_level()
    {
        var levels = new GrayImage(256, 1, [.. Enumerable.Range(0, 256).Select(v => (byte)v)]);
        Assert.True(levels.ToColor().IsOpaque());
        Assert.Equal(levels.Pixels, levels.ToColor().ToGray().Pixels);
    }
}
