using DigitLab.Imaging;

namespace DigitLab.Tests.Normalization;

public sealed class ComponentLabelingTests
{
    [Fact]
    public void Patches_touch_at_sides_and_corners_and_are_numbered_in_reading_order()
    {
        InkMap ink = Map(
            "..9...",
            ".9...5",
            "....5.",
            "3.....");
        var labeling = ComponentLabeling.Of(ink, 0.1f);
        Assert.Equal(
            [
                0, 0, 1, 0, 0, 0,
                0, 1, 0, 0, 0, 2,
                0, 0, 0, 0, 2, 0,
                3, 0, 0, 0, 0, 0,
            ],
            labeling.Labels);
        InkComponent second = labeling.Components[1];
        Assert.Equal((2, new PixelBox(4, 1, 2, 2), 0.5f), (second.Label, second.Box, second.Peak));
        Assert.Equal(1, second.Mass, 1e-6);
        Assert.Equal([1, 1, 0], labeling.Components.Select(c => c.Depth));
    }

    [Fact]
    public void Levels_up_to_the_limit_are_paper()
    {
        Assert.Empty(ComponentLabeling.Of(Map("555"), 0.5f).Components);
        Assert.Equal([1, 0, 2], ComponentLabeling.Of(Map("656"), 0.5f).Labels);
    }

    [Fact]
    public void A_patch_as_large_as_the_picture_does_not_exhaust_the_stack()
    {
        float[] levels = new float[1000 * 1000];
        Array.Fill(levels, 1);
        var labeling = ComponentLabeling.Of(new InkMap(1000, 1000, levels, 0, InkPolarity.DarkOnLight), 0);
        Assert.Equal(new PixelBox(0, 0, 1000, 1000), Assert.Single(labeling.Components).Box);
    }

    // A digit is tenths of full ink.
    private static InkMap Map(params string[] rows)
    {
        float[] levels = [.. string.Concat(rows).Select(c => c == '.' ? 0 : (c - '0') / 10f)];
        return new InkMap(rows[0].Length, rows.Length, levels, 0, InkPolarity.DarkOnLight);
    }
}
