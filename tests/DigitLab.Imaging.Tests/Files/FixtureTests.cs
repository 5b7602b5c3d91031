namespace DigitLab.Imaging.Tests.Files;

/// <summary>Pictures that other software wrote; Fixtures/README.md says what they show.</summary>
public sealed class FixtureTests
{
    [Fact]
    public void Colours_with_opacity() =>
        Check("rgba.png", (x, y) => new Rgba(Red(x), (byte)(63 * y), (byte)(255 - Red(x)), (byte)(255 - 20 * y)));

    [Theory]
    [InlineData("rgb.png")]
    [InlineData("rgb.bmp")]
    [InlineData("rgb.ppm")]
    [InlineData("rgba.bmp")]   // opacity in the fourth byte, which the format calls unused
    public void Colours(string name) => Check(name, (x, y) => new Rgba(Red(x), (byte)(63 * y), (byte)(255 - Red(x))));

    [Theory]
    [InlineData("gray.png")]
    [InlineData("gray-16.png")]
    [InlineData("gray.bmp")]
    [InlineData("gray.pgm")]
    public void Grays(string name) => Check(name, (x, _) => new Rgba(Red(x), Red(x), Red(x)));

    [Fact]
    public void Grays_with_opacity() => Check("gray-alpha.png", (x, y) => new Rgba(Red(x), Red(x), Red(x), (byte)(255 - 20 * y)));

    [Fact]
    public void Palette_colours() => Check("palette.png", (x, _) => new Rgba(Red(x), 0, (byte)(255 - Red(x))));

    [Theory]
    [InlineData("bits.png")]
    [InlineData("bits.bmp")]
    [InlineData("bits.pbm")]
    public void Bits(string name) => Check(name, (x, _) => Red(x) >= 128 ? Rgba.White : Rgba.Black);

    private static byte Red(int x) => (byte)(36 * x);

    private static void Check(string name, Func<int, int, Rgba> expected)
    {
        ColorImage picture = PictureFile.Load(Path.Combine(AppContext.BaseDirectory, "Fixtures", name));
        Assert.Equal((7, 5), (picture.Width, picture.Height));
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                Assert.Equal(expected(x, y), picture[x, y]);
            }
        }
    }
}
