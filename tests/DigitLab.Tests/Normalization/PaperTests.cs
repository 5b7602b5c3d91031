using DigitLab.Imaging;

namespace DigitLab.Tests.Normalization;

public sealed class PaperTests
{
    [Fact]
    public void Even_paper_has_the_borders_colour_everywhere()
    {
        Paper paper = Paper.Of(new Drawing { Paper = new Rgba(240, 230, 180) }.ToPicture());
        Assert.Equal((240, 230, 180), (paper.At(0, 0, 0), paper.At(60, 70, 1), paper.At(119, 149, 2)));
    }

    [Fact]
    public void Shaded_paper_is_known_under_the_ink_too()
    {
        static double Light(int x, int y) => 0.6 + 0.4 * x / 119 - 0.2 * y / 149;
        ColorImage picture = new Drawing { Paper = new Rgba(240, 230, 180), Ink = new Rgba(20, 20, 20) }.ToPicture();
        Paper paper = Paper.Of(Pixels.Change(picture, (x, y, v) => v * Light(x, y)));
        for (int y = 0; y < 150; y += 15)
        {
            for (int x = 0; x < 120; x += 15)
            {
                Assert.Equal(240 * Light(x, y), paper.At(x, y, 0), 5.0);
                Assert.Equal(180 * Light(x, y), paper.At(x, y, 2), 5.0);
            }
        }
    }

    [Fact]
    public void A_small_picture_keeps_to_its_border()
    {
        ColorImage small = Pixels.Change(new GrayImage(28, 28).ToColor(), (x, _, _) => 8 * x);
        Paper paper = Paper.Of(small);
        Assert.Equal(paper.At(0, 0, 0), paper.At(27, 27, 0));
    }
}
