using DigitLab.Imaging;

namespace DigitLab.Tests.Normalization;

public sealed class BorderTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 7, 7)]
    [InlineData(2, 3, 6)]
    [InlineData(3, 3, 8)]
    [InlineData(28, 28, 108)]
    [InlineData(100, 100, 784)]    // two pixels wide: 100² − 96²
    [InlineData(300, 150, 2664)]   // three pixels wide: 300 · 150 − 294 · 144
    public void Every_place_of_the_ring_comes_once(int width, int height, int count)
    {
        List<(int X, int Y)> places = Border.Pixels(width, height);
        int ring = Math.Max(1, Math.Min(width, height) / 50);
        Assert.Equal(count, places.Count);
        Assert.Equal(count, places.Distinct().Count());
        Assert.All(places, p => Assert.True(
            p.X >= 0 && p.Y >= 0 && p.X < width && p.Y < height
            && (p.X < ring || p.Y < ring || p.X >= width - ring || p.Y >= height - ring)));
    }

    [Fact]
    public void A_channel_is_read_at_these_places()
    {
        var picture = new ColorImage(3, 3);
        picture[1, 1] = new Rgba(9, 9, 9, 9);   // not of the border
        picture[2, 2] = new Rgba(1, 2, 3, 4);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 3], Border.Channel(picture, 2));
    }
}
