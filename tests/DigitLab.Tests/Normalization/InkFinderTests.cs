using DigitLab.Imaging;

namespace DigitLab.Tests.Normalization;

public sealed class InkFinderTests
{
    [Fact]
    public void Levels_are_the_share_of_ink_in_every_pixel()
    {
        var drawing = new Drawing { Ink = new Rgba(30, 60, 190), Paper = new Rgba(245, 235, 190) };
        InkMap ink = InkFinder.Find(drawing.ToPicture());
        double[] coverage = drawing.Coverage();
        Assert.Equal(0, ink.Noise);
        for (int i = 0; i < coverage.Length; i++)
        {
            Assert.Equal(coverage[i], ink.Levels[i], 0.01);
        }
    }

    [Fact]
    public void A_gray_picture_on_black_keeps_its_levels_exactly()
    {
        var picture = new GrayImage(30, 30);
        for (int i = 0; i < 100; i++)
        {
            picture[10 + i % 10, 10 + i / 10] = (byte)(i < 50 ? 255 : 2 * i);
        }

        InkMap ink = InkFinder.Find(picture.ToColor());
        for (int i = 0; i < ink.Levels.Length; i++)
        {
            Assert.Equal(picture.Pixels[i] / 255f, ink.Levels[i]);
        }
    }

    [Fact]
    public void Glare_on_the_paper_is_no_ink()
    {
        ColorImage picture = new Drawing { Paper = new Rgba(180, 180, 180) }.ToPicture();
        Pixels.Fill(picture, new PixelBox(95, 5, 15, 15), Rgba.White);
        InkMap ink = InkFinder.Find(picture);
        Assert.Equal(0, ink.Levels[10 * 120 + 100]);
        Assert.Equal(InkPolarity.DarkOnLight, ink.Polarity);
    }

    [Fact]
    public void Noise_is_measured_on_the_bare_paper_and_taken_off()
    {
        Func<double> noise = Pixels.Noise(6);
        var drawing = new Drawing { Ink = new Rgba(60, 60, 60), Paper = new Rgba(200, 200, 200) };
        InkMap ink = InkFinder.Find(Pixels.Change(drawing.ToPicture(), (_, _, v) => v + noise()));

        // Every channel has noise of its own: along gray their mean has 6 / √3 = 3.5 of 140 levels.
        Assert.InRange(ink.Noise, 0.02, 0.03);
        double[] coverage = drawing.Coverage();
        int speckled = Enumerable.Range(0, coverage.Length).Count(i => coverage[i] == 0 && ink.Levels[i] > 0);
        Assert.InRange(speckled / (double)coverage.Count(c => c == 0), 0, 0.04);   // 2.3 % lie beyond two deviations
    }
}
