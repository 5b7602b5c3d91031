using DigitLab.Imaging;

namespace DigitLab.Tests.Normalization;

public sealed class SpecksTests
{
    private static readonly PixelBox Picture = new(0, 0, 100, 100);
    private static readonly InkComponent Digit = Patch(1, new PixelBox(40, 30, 20, 40), 300);

    [Fact]
    public void Light_weights_and_faint_patches_are_dropped()
    {
        InkComponent speck = Patch(2, new PixelBox(62, 40, 3, 3), 9);
        InkComponent stain = Patch(3, new PixelBox(62, 50, 9, 9), 25) with { Peak = 0.3f };
        InkComponent bar = Patch(4, new PixelBox(62, 32, 8, 3), 24);
        Assert.Equal([1, 4], Labels(Specks.Drop([speck, stain, bar, Digit], Picture, out _)));
    }

    [Fact]
    public void Far_patches_are_dropped_unless_others_lie_between()
    {
        InkComponent far = Patch(2, new PixelBox(80, 30, 10, 40), 100);       // 20 away, allowed are 14
        InkComponent between = Patch(3, new PixelBox(66, 30, 4, 40), 50);     // 6 from the digit, 10 from the far one
        Assert.Equal([1], Labels(Specks.Drop([Digit, far], Picture, out bool isAlone)));
        Assert.False(isAlone);
        Assert.Equal([1, 3, 2], Labels(Specks.Drop([Digit, far, between], Picture, out isAlone)));
        Assert.True(isAlone);
    }

    [Fact]
    public void A_far_speck_leaves_the_digit_alone()
    {
        Specks.Drop([Digit, Patch(2, new PixelBox(90, 90, 3, 3), 9)], Picture, out bool isAlone);
        Assert.True(isAlone);
    }

    [Fact]
    public void Lines_along_the_edge_are_dropped_unless_there_is_nothing_else()
    {
        InkComponent line = Patch(2, new PixelBox(0, 0, 100, 60), 900) with { Depth = 5 };   // around a corner
        Assert.Equal([1], Labels(Specks.Drop([line, Digit], Picture, out _)));
        Assert.Equal([2], Labels(Specks.Drop([line], Picture, out _)));
    }

    [Fact]
    public void A_short_mark_at_the_edge_is_no_line()
    {
        InkComponent mark = Patch(2, new PixelBox(45, 0, 20, 4), 400) with { Depth = 3 };
        Assert.Contains(mark, Specks.Drop([mark, Patch(1, new PixelBox(40, 10, 20, 40), 300)], Picture, out _));
    }

    [Fact]
    public void Nothing_but_faint_patches_leaves_nothing() => Assert.Empty(Specks.Drop([Digit with { Peak = 0.2f }], Picture, out _));

    private static InkComponent Patch(int label, PixelBox box, double mass) => new(label, box, mass, 1, 30);

    private static IEnumerable<int> Labels(IReadOnlyList<InkComponent> kept) => kept.Select(c => c.Label);
}
