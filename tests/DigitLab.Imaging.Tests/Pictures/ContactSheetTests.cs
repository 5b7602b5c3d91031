namespace DigitLab.Imaging.Tests.Pictures;

public class ContactSheetTests
{
    [Fact]
    public void Pictures_stand_row_by_row_between_gray_lines()
    {
        GrayImage[] pictures = [new(2, 1, [1, 2]), new(2, 1, [3, 4]), new(2, 1, [5, 6])];
        GrayImage sheet = ContactSheet.Of(pictures, columns: 2, scale: 1, gapPixels: 1);
        Assert.Equal((7, 5), (sheet.Width, sheet.Height));
        const byte G = 96;
        Assert.Equal(
            [
                G, G, G, G, G, G, G,
                G, 1, 2, G, 3, 4, G,
                G, G, G, G, G, G, G,
                G, 5, 6, G, G, G, G,
                G, G, G, G, G, G, G,
            ],
            sheet.Pixels.ToArray());
    }

    [Fact]
    public void A_pixel_becomes_a_square()
    {
        GrayImage sheet = ContactSheet.Of([new(2, 1, [1, 2])], columns: 9, scale: 2, gapPixels: 0);
        Assert.Equal([1, 1, 2, 2, 1, 1, 2, 2], sheet.Pixels.ToArray());
    }

    [Fact]
    public void Misuse_gets_a_sentence()
    {
        Assert.StartsWith("Contact sheet: expected at least one picture, got none.", Assert.Throws<ArgumentException>(() => ContactSheet.Of([], 1)).Message);
        Assert.StartsWith(
            "Contact sheet: expected gray 2×1 as the first picture is, got gray 1×2 in place 1.",
            Assert.Throws<ArgumentException>(() => ContactSheet.Of([new(2, 1), new(1, 2)], 1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => ContactSheet.Of([new(1, 1)], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ContactSheet.Of([new(1, 1)], 1, scale: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ContactSheet.Of([new(1, 1)], 1, gapPixels: -1));
    }

    [Fact]
    public void Colours_stay_colours()
    {
        ColorImage red = new(1, 2, [200, 1, 2, 255, 3, 4, 5, 255]), blue = new(1, 2, [9, 8, 220, 255, 7, 6, 5, 255]);
        ColorImage sheet = ContactSheet.OfColors([red, blue], columns: 2, scale: 2, gapPixels: 1);
        Assert.Equal((7, 6), (sheet.Width, sheet.Height));
        Assert.Equal(new Rgba(200, 1, 2), sheet[2, 2]);
        Assert.Equal(new Rgba(9, 8, 220), sheet[4, 1]);
        Assert.Equal(new Rgba(7, 6, 5), sheet[5, 4]);
        Assert.Equal(new Rgba(96, 96, 96), sheet[3, 3]);
        Assert.True(sheet.IsOpaque());
    }
}
