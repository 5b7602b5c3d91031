using DigitLab.Imaging;

namespace DigitLab.Tests.Normalization;

public sealed class FrameTests
{
    [Fact]
    public void A_picture_without_a_frame_is_whole()
    {
        Assert.Equal(new PixelBox(0, 0, 120, 150), Frame.Inside(new Drawing().ToPicture()));
        Assert.Equal(new PixelBox(0, 0, 3, 2), Frame.Inside(new ColorImage(3, 2)));
    }

    [Fact]
    public void The_inside_starts_behind_the_frame_and_a_pixel_for_its_soft_edge()
    {
        ColorImage picture = new GrayImage(100, 80).ToColor();
        Pixels.Fill(picture, new PixelBox(6, 6, 88, 68), Rgba.White);
        Assert.Equal(new PixelBox(7, 7, 86, 66), Frame.Inside(picture));
    }

    [Fact]
    public void A_line_thicker_than_an_eighth_of_the_side_is_no_frame()
    {
        ColorImage picture = new GrayImage(100, 80).ToColor();
        Pixels.Fill(picture, new PixelBox(11, 11, 78, 58), Rgba.White);
        Assert.Equal(new PixelBox(0, 0, 100, 80), Frame.Inside(picture));
    }

    [Fact]
    public void A_line_along_three_sides_is_no_frame()
    {
        ColorImage picture = new GrayImage(100, 80).ToColor();
        Pixels.Fill(picture, new PixelBox(3, 0, 94, 77), Rgba.White);
        Assert.Equal(new PixelBox(0, 0, 100, 80), Frame.Inside(picture));
    }
}
