using DigitLab.Imaging;

namespace DigitLab.Tests.Reading;

public class SignCutsTests
{
    private const int Width = 120;
    private const int Height = 60;

    [Fact]
    public void Two_blocks_that_a_thin_bridge_joins_are_cut_at_the_bridge()
    {
        // Rings of 40 pixels, and between them a bridge two pixels thick.
        var ink = new InkMap(Width, Height, new float[Width * Height], 0, InkPolarity.DarkOnLight);
        Ring(ink, 5);
        Ring(ink, 65);
        for (int x = 45; x < 65; x++)
        {
            ink.Levels[(30 * Width) + x] = ink.Levels[(31 * Width) + x] = 1;
        }

        SignPart whole = PartOf(ink);
        List<SignPart> slices = SignCuts.Of(whole, ink, 50);

        Assert.True(slices.Count >= 2);
        Assert.Equal(whole.Pixels.Order(), slices.SelectMany(slice => slice.Pixels).Order());
        Assert.Contains(slices.Skip(1), slice => slice.Box.X is >= 45 and <= 66);
        Assert.True(slices[0].IsLoose);
        Assert.All(slices.Skip(1), slice => Assert.False(slice.IsLoose));
    }

    [Fact]
    public void A_narrow_patch_is_left_whole()
    {
        var ink = new InkMap(Width, Height, new float[Width * Height], 0, InkPolarity.DarkOnLight);
        Ring(ink, 5);

        Assert.Single(SignCuts.Of(PartOf(ink), ink, 60));
    }

    private static void Ring(InkMap ink, int left)
    {
        for (int i = 0; i < 40 * 50; i++)
        {
            (int y, int x) = Math.DivRem(i, 40);
            if (x < 6 || x >= 34 || y < 6 || y >= 44)
            {
                ink.Levels[((y + 5) * Width) + left + x] = 1;
            }
        }
    }

    private static SignPart PartOf(InkMap ink)
    {
        int[] pixels = [.. Enumerable.Range(0, ink.Levels.Length).Where(i => ink.Levels[i] > 0)];
        int left = pixels.Min(i => i % Width), right = pixels.Max(i => i % Width) + 1, top = pixels[0] / Width, bottom = (pixels[^1] / Width) + 1;
        return new SignPart(new PixelBox(left, top, right - left, bottom - top), pixels, IsLoose: true);
    }
}
