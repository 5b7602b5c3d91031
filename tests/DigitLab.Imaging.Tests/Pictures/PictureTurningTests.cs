namespace DigitLab.Imaging.Tests.Pictures;

public sealed class PictureTurningTests
{
    // A picture of 3×2: 0 1 2 above 3 4 5.
    [Theory]
    [InlineData(PictureOrientation.Upright, 3, "012345")]
    [InlineData(PictureOrientation.Mirrored, 3, "210543")]
    [InlineData(PictureOrientation.HalfTurn, 3, "543210")]
    [InlineData(PictureOrientation.Flipped, 3, "345012")]
    [InlineData(PictureOrientation.Transposed, 2, "031425")]
    [InlineData(PictureOrientation.QuarterTurnRight, 2, "304152")]
    [InlineData(PictureOrientation.Transversed, 2, "524130")]
    [InlineData(PictureOrientation.QuarterTurnLeft, 2, "251403")]
    public void Each_pixel_goes_to_its_place(PictureOrientation orientation, int width, string expected)
    {
        ColorImage turned = new GrayImage(3, 2, [0, 1, 2, 3, 4, 5]).ToColor().Turn(orientation);

        Assert.Equal(width, turned.Width);
        Assert.Equal(expected, string.Concat(turned.ToGray().Pixels.ToArray()));
    }

    [Fact]
    public void There_are_no_other_orientations() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ColorImage(1, 1).Turn((PictureOrientation)9));

    [Fact]
    public void Large_pictures_are_turned_whole()
    {
        var picture = new ColorImage(100, 70);
        new TestBytes(3).Next(picture.Pixels.Length, 256).CopyTo(picture.Pixels);

        ColorImage turned = picture.Turn(PictureOrientation.QuarterTurnRight);

        for (int i = 0; i < 100 * 70; i++)
        {
            Assert.Equal(picture[i % 100, i / 100], turned[69 - (i / 100), i % 100]);
        }
    }
}
