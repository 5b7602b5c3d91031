using DigitLab.Imaging;

namespace DigitLab.Tests.Reading;

public class WorkingPictureTests
{
    [Theory]
    [InlineData(1_999, 40, 1)]
    [InlineData(2_001, 41, 2)]
    [InlineData(63, 9_000, 5)]
    [InlineData(33_000, 35, 17)]
    [InlineData(513_000, 70, 70)]
    public void Each_pixel_is_the_rounded_mean_of_those_it_stands_for(int width, int height, int factor)
    {
        var generator = new Random(1);
        ColorImage picture = Picture(width, height, () => (byte)generator.Next(256));
        WorkingPicture working = WorkingPicture.Of(picture);

        Assert.Equal((factor, width / factor, height / factor), (working.Factor, working.Width, working.Height));
        foreach (int i in Enumerable.Range(0, 1_000))
        {
            (int x, int y, int plane) = (generator.Next(working.Width), generator.Next(working.Height), i % 3);
            Assert.Equal(Mean(picture, x * factor, y * factor, factor, plane), working.Planes[plane][(y * working.Width) + x]);
        }
    }

    [Fact]
    public void White_stays_white_however_many_pixels_are_made_one() =>
        Assert.All(WorkingPicture.Of(Picture(524_288, 260, () => 255)).Planes, plane => Assert.Equal(-1, plane.AsSpan().IndexOfAnyExcept((byte)255)));

    private static int Mean(ColorImage picture, int left, int top, int side, int plane)
    {
        int sum = 0;
        foreach (int y in Enumerable.Range(top, side))
        {
            ReadOnlySpan<byte> row = picture.Row(y);
            for (int x = left; x < left + side; x++)
            {
                sum += row[(4 * x) + plane];
            }
        }

        return (sum + (side * side / 2)) / (side * side);
    }

    private static ColorImage Picture(int width, int height, Func<byte> next)
    {
        var picture = new ColorImage(width, height);
        foreach (int y in Enumerable.Range(0, height))
        {
            foreach (ref byte value in picture.Row(y))
            {
                value = next();
            }
        }

        return picture;
    }
}
