namespace DigitLab.Imaging.Tests.Pictures;

public sealed class ColorImageTests
{
    [Fact]
    public void Pixels_are_red_green_blue_opacity_row_by_row()
    {
        var picture = new ColorImage(2, 2);
        picture[1, 1] = new Rgba(1, 2, 3, 4);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4], picture.Pixels.ToArray());
        Assert.Equal(new Rgba(1, 2, 3, 4), picture[1, 1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => picture[2, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => picture[0, 1 << 29]);
        Assert.Throws<ArgumentException>(() => new ColorImage(2, 2, new byte[4]));
    }

    [Fact]
    public void Luma_weighs_green_most_and_blue_least()
    {
        var picture = new ColorImage(3, 1, [255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255]);
        Assert.Equal([76, 150, 29], picture.ToGray().Pixels.ToArray());   // 76.245, 149.685, 29.07
    }

    [Fact]
    public void Compositing_mixes_by_opacity()
    {
        var picture = new ColorImage(3, 1, [100, 0, 255, 255, 100, 0, 255, 0, 100, 0, 255, 51]);   // 51 / 255 = 1 / 5
        ColorImage over = picture.CompositeOver(new Rgba(0, 200, 255));
        Assert.Equal(new Rgba(100, 0, 255), over[0, 0]);
        Assert.Equal(new Rgba(0, 200, 255), over[1, 0]);
        Assert.Equal(new Rgba(20, 160, 255), over[2, 0]);
        Assert.True(over.IsOpaque());
        Assert.False(picture.IsOpaque());
        Assert.Equal([255, 0, 51], picture.ToAlpha().Pixels.ToArray());
    }

    [Fact]
    public void The_negative_keeps_the_opacity()
    {
        var picture = new ColorImage(1, 1, [1, 2, 3, 4]);
        Assert.Equal(new Rgba(254, 253, 252, 4), picture.Invert()[0, 0]);
    }

    [Fact]
    public void A_crop_is_the_box()
    {
        var picture = new ColorImage(3, 2);
        picture[2, 1] = new Rgba(9, 8, 7, 6);
        ColorImage part = picture.Crop(new PixelBox(1, 1, 2, 1));
        Assert.Equal([0, 0, 0, 0, 9, 8, 7, 6], part.Pixels.ToArray());
    }
}
