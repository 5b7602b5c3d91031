using DigitLab.Imaging;
using DigitLab.Neural;

namespace DigitLab.Data.Tests.Pages;

public class PageRendererTests
{
    private static readonly PageLayout Small = new() { Width = 300, Height = 200, Rows = 2, DigitsPerRow = 3 };

    [Fact]
    public void The_same_key_gives_the_same_page_and_another_key_another()
    {
        var look = new PageLook { Noise = 5, Shading = 0.2, Shadow = 0.3, Blur = 1, Grain = 0.3, Paper = PaperKind.Squared, TiltDegrees = 5, PerspectiveX = 0.1 };

        RenderedPage first = Render(look, 1), again = Render(look, 1), other = Render(look, 2);

        Assert.Equal(first.Picture.Pixels.ToArray(), again.Picture.Pixels.ToArray());
        Assert.Equal(first.Signs, again.Signs);
        Assert.NotEqual(first.Picture.Pixels.ToArray(), other.Picture.Pixels.ToArray());
    }

    [Fact]
    public void A_page_has_the_rows_and_digits_of_its_layout()
    {
        RenderedPage page = Render(new PageLook(), 1);

        Assert.Equal((300, 200), (page.Picture.Width, page.Picture.Height));
        Assert.Equal([3, 3], page.Rows.Select(row => row.Length));
        Assert.All(page.Signs, sign => Assert.InRange(sign.Label, 0, 9));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(9, 0)]
    [InlineData(-9, 0.15)]
    public void Ink_lies_in_the_boxes_and_nowhere_else(double tilt, double perspective)
    {
        RenderedPage page = Render(new PageLook { PaperColor = Rgba.White, InkColor = Rgba.Black, TiltDegrees = tilt, PerspectiveX = perspective }, 3);

        foreach (PageSign sign in page.Signs)
        {
            Assert.Contains(true, Places(sign.Box).Select(place => page.Picture[place.X, place.Y].Luma < 64));
        }

        for (int i = 0; i < 300 * 200; i++)
        {
            (int y, int x) = Math.DivRem(i, 300);
            if (page.Picture[x, y].Luma < 128)
            {
                Assert.Contains(page.Signs, sign => x >= sign.Box.X - 1 && x <= sign.Box.Right && y >= sign.Box.Y - 1 && y <= sign.Box.Bottom);
            }
        }
    }

    [Fact]
    public void A_shadow_darkens_a_part_of_the_page_and_an_inverted_page_is_the_negative()
    {
        var empty = Small with { Rows = 1, DigitsPerRow = 1 };
        ColorImage lit = PageRenderer.Render(empty, new PageLook { PaperColor = Rgba.White }, Key(1)).Picture;
        ColorImage shaded = PageRenderer.Render(empty, new PageLook { PaperColor = Rgba.White, Shadow = 0.5 }, Key(1)).Picture;
        ColorImage negative = PageRenderer.Render(empty, new PageLook { PaperColor = Rgba.White, IsInverted = true }, Key(1)).Picture;

        byte[] corners = [.. new[] { (0, 0), (299, 0), (0, 199), (299, 199) }.Select(place => shaded[place.Item1, place.Item2].R)];
        Assert.Contains(corners, level => level < 140);
        Assert.Contains(corners, level => level > 250);
        Assert.Equal(lit.Invert().Pixels.ToArray(), negative.Pixels.ToArray());
    }

    [Fact]
    public void Noise_has_the_deviation_that_is_asked_for()
    {
        var empty = Small with { Rows = 1, DigitsPerRow = 1 };
        var gray = new Rgba(128, 128, 128);
        ColorImage noisy = PageRenderer.Render(empty, new PageLook { PaperColor = gray, InkColor = gray, Noise = 6 }, Key(1)).Picture;
        double[] levels = [.. noisy.ToGray().Pixels.ToArray().Select(level => level - 128.0)];

        Assert.InRange(levels.Average(), -0.2, 0.2);
        Assert.InRange(Math.Sqrt(levels.Average(level => level * level)), 5.6, 6.4);
    }

    [Fact]
    public void Written_digits_are_pasted_with_their_labels()
    {
        DigitDataset written = SyntheticDigits.Create(50, seed: 4);

        RenderedPage page = PageRenderer.Render(Small, new PageLook { PaperColor = Rgba.White, InkColor = Rgba.Black }, Key(5), written);

        Assert.Equal(6, page.Signs.Count);
        Assert.All(page.Signs, sign => Assert.InRange(sign.Box.Height, 10, 80));
        Assert.Throws<ArgumentException>(() => PageRenderer.Render(Small, new PageLook(), Key(1), new DigitDataset("small", 2, 2, new byte[4], [0])));
    }

    private static RenderedPage Render(PageLook look, long number) => PageRenderer.Render(Small, look, Key(number));

    private static RandomKey Key(long number) => new(7, RandomPurpose.Page, Sample: number);

    private static IEnumerable<(int X, int Y)> Places(PixelBox box) =>
        Enumerable.Range(0, box.Width * box.Height).Select(i => (box.X + (i % box.Width), box.Y + (i / box.Width)));
}
