namespace DigitLab.Tests.Reading;

public class RuledLinesTests
{
    private const int Width = 300;
    private const int Height = 120;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_printed_line_goes_and_the_stroke_across_it_stays(bool isUpright)
    {
        float[] levels = new float[Width * Height];
        for (int i = 0; i < (isUpright ? Height : Width); i++)
        {
            Set(levels, isUpright ? 60 : i, isUpright ? i : 60 + (i / 60), 0.5f);   // the level one a little tilted
        }

        for (int i = 20; i < 100; i++)
        {
            for (int w = 0; w < 8; w++)
            {
                Set(levels, isUpright ? i : 150 + w, isUpright ? 50 + w : i, 1);
            }
        }

        var ink = new InkMap(Width, Height, levels, 0, InkPolarity.DarkOnLight);
        RuledLines.Erase(ink, 0.25f);

        Assert.Equal(0, isUpright ? At(levels, 60, 5) : At(levels, 20, 60));
        Assert.Equal(1, isUpright ? At(levels, 60, 54) : At(levels, 153, 62));
        Assert.Equal(80 * 8, levels.Count(level => level == 1));
    }

    [Fact]
    public void A_short_stroke_is_no_printed_line()
    {
        float[] levels = new float[Width * Height];
        for (int x = 100; x < 140; x++)
        {
            Set(levels, x, 50, 1);
        }

        RuledLines.Erase(new InkMap(Width, Height, levels, 0, InkPolarity.DarkOnLight), 0.25f);

        Assert.Equal(40, levels.Count(level => level == 1));
    }

    private static void Set(float[] levels, int x, int y, float level) => levels[(y * Width) + x] = Math.Max(level, levels[(y * Width) + x]);

    private static float At(float[] levels, int x, int y) => levels[(y * Width) + x];
}
