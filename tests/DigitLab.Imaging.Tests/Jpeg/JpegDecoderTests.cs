namespace DigitLab.Imaging.Tests.Jpeg;

/// <summary>JPEGs that libjpeg-turbo and Pillow wrote, held against what they make of them; Fixtures/Jpeg/make.py says how.</summary>
public sealed class JpegDecoderTests
{
    private const int FrameMarker = 0xC0;

    [Theory]
    [InlineData("gray")]
    [InlineData("gray-progressive")]
    [InlineData("444")]
    [InlineData("422")]
    [InlineData("420")]
    [InlineData("440")]
    [InlineData("411")]
    [InlineData("410")]
    [InlineData("mixed")]
    [InlineData("coarse-brightness")]
    [InlineData("progressive-444")]
    [InlineData("progressive-420")]
    [InlineData("restart-blocks")]
    [InlineData("restart-progressive")]
    [InlineData("optimized")]
    [InlineData("worst-quality")]
    [InlineData("rgb")]
    [InlineData("scans")]
    public void Every_kind_gives_the_pixels_of_another_decoder(string name) => Assert.Equal(0, LargestDifference(name));

    [Fact]
    public void Ink_colours_give_the_pixels_of_another_decoder_but_for_rounding() => Assert.InRange(LargestDifference("cmyk"), 0, 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void A_picture_comes_upright_however_the_camera_was_held(int orientation) =>
        Assert.Equal(0, LargestDifference($"turned-{orientation}"));

    [Fact]
    public void Exif_that_makes_no_sense_leaves_the_picture_as_it_is()
    {
        byte[] file = Fixture("turned-6.jpg");
        int exif = file.AsSpan().IndexOf("Exif\0\0"u8);
        file[exif + 6] = (byte)'X';

        Assert.Equal((24, 16), SizeOf(PictureFile.Decode(file)));
        Assert.Equal((16, 24), SizeOf(PictureFile.Decode(Fixture("turned-6.jpg"))));
    }

    [Fact]
    public void Arithmetic_coding_is_refused_by_name() =>
        Assert.Equal(
            "JPEG: this is a JPEG with arithmetic coding, which is not read here: save it as an ordinary JPEG, or as PNG.",
            Sentence.Of(Fixture("arithmetic.jpg")));

    [Theory]
    [InlineData(0xC3, "a lossless JPEG")]
    [InlineData(0xC5, "a hierarchical JPEG")]
    [InlineData(0xF7, "a JPEG-LS picture")]
    public void Other_kinds_of_frames_are_refused_by_name(byte marker, string name)
    {
        byte[] file = Fixture("gray.jpg");
        file[FrameOf(file) + 1] = marker;

        Assert.Contains($"this is {name}", Sentence.Of(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Twelve_bits_a_sample_are_refused_by_name()
    {
        byte[] file = Fixture("gray.jpg");
        file[FrameOf(file) + 4] = 12;

        Assert.Equal("JPEG: 12 bits a sample are not read, only 8: save it with 8 bits, or as PNG.", Sentence.Of(file));
    }

    [Fact]
    public void A_missing_end_marker_does_no_harm_but_missing_data_does()
    {
        byte[] file = Fixture("420.jpg");

        Assert.Equal((45, 37), SizeOf(PictureFile.Decode(file.AsSpan(0, file.Length - 2))));
        Assert.Contains("cut off", Sentence.Of(file[..(file.Length - 20)]), StringComparison.Ordinal);
        Assert.Contains("cut off", Sentence.Of(file[..(FrameOf(file) + 30)]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_channel_is_no_picture()
    {
        byte[] file = Fixture("scans.jpg");
        int lastScan = file.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xDA]);

        Assert.Equal("JPEG: the data of a channel is missing: the file is cut off or damaged.", Sentence.Of(file[..lastScan]));
    }

    [Fact]
    public void A_lost_restart_marker_is_noticed()
    {
        byte[] file = Fixture("restart-blocks.jpg");
        int second = file.AsSpan().IndexOf([(byte)0xFF, (byte)0xD1]);
        file[second + 1] = 0xD5;

        Assert.Equal("JPEG: expected restart marker 1, found something else: the file is damaged.", Sentence.Of(file));
    }

    [Fact]
    public void A_few_bytes_do_not_make_the_reader_take_memory_for_a_large_picture()
    {
        byte[] file = Fixture("gray.jpg");
        int frame = FrameOf(file);
        file.AsSpan(frame + 5, 4).Fill(0x1F);   // 7,967 × 7,967 pixels
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains("cannot hold 7967×7967 pixels", Sentence.Of(file), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_picture_beyond_the_limits_is_refused() =>
        Assert.Contains("at most 40", Sentence.Of(Fixture("420.jpg"), new PictureLimits { MaxSide = 40 }), StringComparison.Ordinal);

    [Theory]
    [InlineData("gray")]
    [InlineData("420")]
    [InlineData("turned-6")]
    [InlineData("progressive-444")]
    [InlineData("restart-progressive")]
    [InlineData("cmyk")]
    public void Any_damage_gives_a_picture_or_a_sentence(string name)
    {
        byte[] file = Fixture($"{name}.jpg");

        Assert.InRange(Damage.EveryByte(file), 1, 6 * file.Length);
        Damage.EveryLength(file);
    }

    private static int LargestDifference(string name)
    {
        ColorImage picture = PictureFile.Decode(Fixture($"{name}.jpg")), expected = PictureFile.Decode(Fixture($"{name}.png"));
        Assert.Equal(SizeOf(expected), SizeOf(picture));
        int largest = 0;
        for (int i = 0; i < picture.Pixels.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(picture.Pixels[i] - expected.Pixels[i]));
        }

        return largest;
    }

    private static (int Width, int Height) SizeOf(ColorImage picture) => (picture.Width, picture.Height);

    private static int FrameOf(byte[] file) => file.AsSpan().IndexOf([(byte)0xFF, (byte)FrameMarker]);

    private static byte[] Fixture(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", "Jpeg", name));
}
