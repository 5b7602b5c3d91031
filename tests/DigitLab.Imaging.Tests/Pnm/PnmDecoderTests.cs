using System.Text;

namespace DigitLab.Imaging.Tests.Pnm;

public sealed class PnmDecoderTests
{
    [Theory]
    [InlineData("P1\n3 2\n101\n011\n")]
    [InlineData("P1 3 2 1 0 1 0 1 1")]
    [InlineData("P1#a\n# b\n3 # c\n 2\r\n1 0 1 # d\n0 1#e\n1")]
    public void Plain_bitmaps_have_1_for_black_with_or_without_space(string text) =>
        Assert.Equal([0, 255, 0, 255, 0, 0], Gray(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Raw_bitmaps_fill_each_row_to_whole_bytes() =>
        Assert.Equal(
            [0, 255, 255, 255, 255, 255, 255, 255, 0, 255, 255, 255, 255, 255, 255, 255, 255, 0],
            Gray([.. "P4 9 2\n"u8, 0b1000_0000, 0b1111_1111, 0b0000_0000, 0b1000_0000]));

    [Fact]
    public void Gray_maps_scale_to_255_and_round()
    {
        Assert.Equal([0, 85, 170, 255], Gray("P2 2 2 3 0 1\n2 3"u8.ToArray()));
        Assert.Equal([0, 3, 255], Gray([.. "P5 3 1 100\n"u8, 0, 1, 100]));                              // 2.55
        Assert.Equal([0, 127, 255], Gray([.. "P5\n3 1\n65535\n"u8, 0, 0, 0x7F, 0xFE, 255, 255]));        // 32766 / 257 = 127.49
        Assert.Equal([128, 255], Gray([.. "P5\n2 1\n256\n"u8, 0, 128, 1, 0]));                           // 127.5
    }

    [Fact]
    public void Colour_maps_have_red_green_blue()
    {
        ColorImage plain = PictureFile.Decode("P3\n2 1\n255\n1 2 3  4 5 6\n"u8);
        ColorImage raw = PictureFile.Decode([.. "P6\n2 1\n255\n"u8, 1, 2, 3, 4, 5, 6]);
        ColorImage wide = PictureFile.Decode([.. "P6 2 1 65535 "u8, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]);
        Assert.Equal([1, 2, 3, 255, 4, 5, 6, 255], plain.Pixels.ToArray());
        Assert.Equal(plain.Pixels.ToArray(), raw.Pixels.ToArray());
        Assert.Equal(plain.Pixels.ToArray(), wide.Pixels.ToArray());   // v · 257 is v again
    }

    [Theory]
    [InlineData("BLACKANDWHITE", 1, new byte[] { 1 }, new byte[] { 255, 255, 255, 255 }, 1)]
    [InlineData("GRAYSCALE", 1, new byte[] { 9 }, new byte[] { 9, 9, 9, 255 }, 255)]
    [InlineData("GRAYSCALE_ALPHA", 2, new byte[] { 9, 8 }, new byte[] { 9, 9, 9, 8 }, 255)]
    [InlineData("RGB", 3, new byte[] { 9, 8, 7 }, new byte[] { 9, 8, 7, 255 }, 255)]
    [InlineData("RGB_ALPHA", 4, new byte[] { 9, 8, 7, 6 }, new byte[] { 9, 8, 7, 6 }, 255)]
    public void Arbitrary_maps_are_read_by_their_depth(string tuple, int depth, byte[] samples, byte[] rgba, int largest)
    {
        string header = $"P7\n# made by hand\nWIDTH 1\nHEIGHT 1\nDEPTH {depth}\nMAXVAL {largest}\nTUPLTYPE {tuple}\nENDHDR\n";
        Assert.Equal(rgba, PictureFile.Decode([.. Encoding.ASCII.GetBytes(header), .. samples]).Pixels.ToArray());
    }

    [Fact]
    public void The_first_of_several_pictures_is_read() =>
        Assert.Equal([7], Gray([.. "P5 1 1 255\n"u8, 7, .. "P5 1 1 255\n"u8, 8]));

    [Theory]
    [InlineData("P5 0 0 255\n", "0×0 pixels")]
    [InlineData("P5 20000 20000 255\n", "20000×20000 pixels")]
    [InlineData("P5 99999999999999999999999 1 255\n", "the width, a whole number of at most 2,147,483,647, got \"99999999999999999999…\"")]
    [InlineData("P5 -1 1 255\n", "got \"-1\"")]
    [InlineData("P5 1 1 0\n", "largest sample of at least 1")]
    [InlineData("P5 1 1 65536\n", "at most 65,535")]
    [InlineData("P5 1 x 255\n", "expected the height")]
    [InlineData("P5 2 2 255\nabc", "4 bytes, and 3 are left")]
    [InlineData("P5 8000 8000 255\n", "at least 64,000,000 bytes")]
    [InlineData("P2 8000 8000 255\n1 2", "at least 127,999,999 bytes")]
    [InlineData("P5 1 1 100\ne", "samples of at most 100, got 101")]
    [InlineData("P2 1 1 100\n101", "at most 100, got \"101\"")]
    [InlineData("P2 3 1 9\n1    2", "ends where a sample should be")]
    [InlineData("P1 1 1\n2", "a bit, 0 or 1, got \"2\"")]
    [InlineData("P5 1 1 255#", "one white space after the header")]
    [InlineData("P5 1", "ends where the height should be")]
    [InlineData("P5 # 1 1 255 \u00FF", "ends where the width should be")]
    [InlineData("P7 WIDTH 1 HEIGHT 1 ENDHDR\n", "a DEPTH of 1 to 4")]
    [InlineData("P7 WIDTH 1 COLOUR 1 ENDHDR\n", "or ENDHDR in the header, got \"COLOUR\"")]
    [InlineData("P7 WIDTH 1", "ends where ENDHDR should be")]
    public void A_file_against_the_rules_gets_a_sentence(string text, string expected) =>
        Assert.Contains(expected, Sentence.Of(Encoding.Latin1.GetBytes(text)), StringComparison.Ordinal);

    [Fact]
    public void No_damage_gives_another_exception()
    {
        byte[][] files =
        [
            "P1\n3 2\n1 0 1\n0 1 1\n"u8.ToArray(),
            "P3 1 2 15\n1 2 3 #\n4 5 15\n"u8.ToArray(),
            [.. "P4 9 2\n"u8, 1, 2, 3, 4],
            [.. "P5 2 2 255\n"u8, 1, 2, 3, 4],
            [.. "P6 1 1 999\n"u8, 1, 2, 3, 4, 1, 6],
            [.. "P7\nWIDTH 1\nHEIGHT 1\nDEPTH 2\nMAXVAL 255\nENDHDR\n"u8, 1, 2],
        ];
        foreach (byte[] file in files)
        {
            Assert.True(Damage.EveryByte(file) > 0);
            Assert.InRange(Damage.EveryLength(file), 0, 2);   // a last line feed, or a digit of the last sample
        }
    }

    private static byte[] Gray(byte[] file)
    {
        ColorImage picture = PictureFile.Decode(file);
        Assert.True(picture.IsOpaque());
        return picture.ToGray().Pixels.ToArray();
    }
}
