using System.IO.Compression;

namespace DigitLab.Imaging.Tests.Png;

public sealed class PngDecoderTests
{
    private static readonly (int ColorType, int Depth)[] Kinds =
    [
        (0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8), (4, 8), (4, 16), (6, 8), (6, 16),
    ];

    public static TheoryData<int, int, bool> AllKinds()
    {
        var data = new TheoryData<int, int, bool>();
        foreach ((int colorType, int depth) in Kinds)
        {
            data.Add(colorType, depth, false);
            data.Add(colorType, depth, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void Every_kind_and_size_gives_the_pixels_that_were_written(int colorType, int depth, bool isInterlaced)
    {
        foreach ((int width, int height) in new[] { (1, 1), (1, 9), (2, 2), (3, 5), (5, 3), (8, 8), (9, 7), (17, 11), (33, 4) })
        {
            for (int firstFilter = 0; firstFilter < 5; firstFilter++)
            {
                var png = new TestPng(width, height, colorType, depth, isInterlaced) { FirstFilter = firstFilter };
                int[,,] samples = RandomSamples(width, height, png.Channels, 1 << depth, (ulong)(width * 100 + firstFilter));
                byte[] palette = colorType == 3 ? new TestBytes(5).Next(3 << depth, 256) : [];
                png.Palette = palette;

                ColorImage picture = PictureFile.Decode(png.Encode(samples));

                Assert.Equal((width, height), (picture.Width, picture.Height));
                ForEachPixel(samples, (x, y, s) => Assert.Equal(Expected(s, colorType, depth, palette), picture[x, y]));
            }
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 4)]
    [InlineData(0, 8)]
    [InlineData(0, 16)]
    [InlineData(2, 8)]
    [InlineData(2, 16)]
    public void The_transparent_colour_of_a_gray_or_rgb_picture_is_transparent_and_its_neighbours_are_not(int colorType, int depth)
    {
        var png = new TestPng(9, 7, colorType, depth, false);
        int[,,] samples = RandomSamples(9, 7, png.Channels, 1 << depth, 1);
        int[] chosen = [.. Enumerable.Range(0, png.Channels).Select(c => samples[3, 4, c])];
        samples[0, 0, 0] = chosen[0] ^ 1;   // differs in the lowest bit only, which 8 bits of a 16-bit sample do not show
        for (int c = 1; c < png.Channels; c++)
        {
            samples[0, 0, c] = chosen[c];
        }

        png.Transparency = [.. chosen.SelectMany(v => new[] { (byte)(v >> 8), (byte)v })];
        ColorImage picture = PictureFile.Decode(png.Encode(samples));

        Assert.Equal(0, picture[4, 3].A);
        Assert.Equal(255, picture[0, 0].A);
        ForEachPixel(samples, (x, y, s) => Assert.Equal(s.SequenceEqual(chosen) ? 0 : 255, picture[x, y].A));
    }

    [Fact]
    public void Palette_entries_without_a_stated_opacity_are_opaque()
    {
        var png = new TestPng(4, 1, 3, 2, false) { Palette = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], Transparency = [0, 100] };
        ColorImage picture = PictureFile.Decode(png.Encode(new[, ,] { { { 0 }, { 1 }, { 2 }, { 3 } } }));

        Assert.Equal(new Rgba(1, 2, 3, 0), picture[0, 0]);
        Assert.Equal(new Rgba(4, 5, 6, 100), picture[1, 0]);
        Assert.Equal(new Rgba(7, 8, 9), picture[2, 0]);
        Assert.Equal(new Rgba(10, 11, 12), picture[3, 0]);
    }

    [Fact]
    public void Pixels_in_many_chunks_between_chunks_to_skip_are_put_together()
    {
        int[,,] samples = RandomSamples(13, 10, 3, 256, 4);
        byte[] plain = new TestPng(13, 10, 2, 8, false).Encode(samples);
        byte[] divided = new TestPng(13, 10, 2, 8, false) { BytesPerChunk = 1, HasExtras = true }.Encode(samples);

        Assert.Equal(PictureFile.Decode(plain).Pixels.ToArray(), PictureFile.Decode(divided).Pixels.ToArray());
    }

    [Fact]
    public void Compressed_pixels_are_read_like_stored_ones()
    {
        var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (int y = 0; y < 40; y++)
            {
                zlib.Write([0, .. Enumerable.Repeat((byte)(5 * y), 60)]);
            }
        }

        ColorImage picture = PictureFile.Decode(WithPixels(60, 40, data.ToArray()));

        Assert.Equal(new Rgba(195, 195, 195), picture[59, 39]);
        Assert.Equal(new Rgba(100, 100, 100), picture[0, 20]);
    }

    [Fact]
    public void A_wrong_check_value_names_the_chunk()
    {
        byte[] file = Small();
        file[29] ^= 1;   // the last byte but three of IHDR's check value
        Assert.Contains("chunk IHDR has check value", Sentence.Of(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_Adler_value_is_refused()
    {
        byte[] pixels = TestPng.Stored([0, 10, 0, 20]);
        Assert.Equal(20, PictureFile.Decode(WithPixels(1, 2, pixels))[0, 1].R);
        pixels[^1] ^= 1;
        Assert.Contains("compressed pixels are damaged", Sentence.Of(WithPixels(1, 2, pixels)), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_and_too_many_pixels_are_refused()
    {
        Assert.Contains("fewer pixels", Sentence.Of(WithPixels(1, 3, TestPng.Stored([0, 10, 0, 20]))), StringComparison.Ordinal);
        Assert.Contains("more pixels", Sentence.Of(WithPixels(1, 1, TestPng.Stored([0, 10, 0, 20]))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_decompression_bomb_is_refused_without_being_unpacked()
    {
        // 50 MB of zeros in 50 kB behind a header of one pixel.
        var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(new byte[50_000_000]);
        }

        byte[] bomb = WithPixels(1, 1, data.ToArray());
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("more pixels", Sentence.Of(bomb), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void A_header_that_promises_what_its_bytes_cannot_hold_is_refused_before_memory_is_taken()
    {
        byte[] file = WithPixels(8000, 8000, TestPng.Stored([0, 0]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("cannot hold 8000×8000 pixels", Sentence.Of(file), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Pictures_of_no_pixels_and_of_too_many_are_refused_by_their_header()
    {
        Assert.Contains("0×0 pixels", Sentence.Of(WithPixels(0, 0, [])), StringComparison.Ordinal);
        string tooMany = Sentence.Of(WithPixels(20000, 20000, []));
        Assert.Contains("20000×20000 pixels (400,000,000), more than the 64,000,000", tooMany, StringComparison.Ordinal);
        Assert.Contains("at most 30,000", Sentence.Of(WithPixels(30001, 1, [])), StringComparison.Ordinal);
        Assert.Contains("2147483648×1", Sentence.Of(WithPixels(int.MinValue, 1, [])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("IHDR twice", "chunk IHDR is needed and not known")]
    [InlineData("no IHDR", "expected the header chunk IHDR first, got IEND")]
    [InlineData("no IDAT", "no IDAT chunk")]
    [InlineData("no palette", "there is no palette")]
    [InlineData("unknown", "chunk ABCD is needed and not known")]
    [InlineData("palette after pixels", "after the pixels")]
    [InlineData("gray palette", "a gray picture has a palette")]
    [InlineData("palette of 4 bytes", "expected a palette of 1 to 256 colours of 3 bytes, got 4 bytes")]
    [InlineData("transparency of 3 bytes", "expected a transparency chunk of 2 bytes, got 3")]
    [InlineData("divided pixels", "do not follow one another")]
    [InlineData("depth 3", "colour type 0 with 3 bits")]
    [InlineData("colour type 5", "colour type 5 with 8 bits")]
    [InlineData("interlace 2", "interlace 0 or 1")]
    [InlineData("filter 5", "row filter from 0 to 4, got 5")]
    [InlineData("palette index", "palette colour 1 of 1")]
    public void A_file_against_the_rules_gets_a_sentence(string what, string expected)
    {
        byte[] pixel = TestPng.Stored([0, 1]);
        (string, byte[])[] chunks = what switch
        {
            "IHDR twice" => [Header(), Header(), ("IDAT", pixel)],
            "no IHDR" => [],
            "no IDAT" => [Header()],
            "no palette" => [Header(type: 3), ("IDAT", pixel)],
            "unknown" => [Header(), ("ABCD", []), ("IDAT", pixel)],
            "palette after pixels" => [Header(type: 3), ("IDAT", pixel), ("PLTE", [1, 2, 3])],
            "gray palette" => [Header(), ("PLTE", [1, 2, 3]), ("IDAT", pixel)],
            "palette of 4 bytes" => [Header(type: 3), ("PLTE", [1, 2, 3, 4]), ("IDAT", pixel)],
            "transparency of 3 bytes" => [Header(), ("tRNS", [1, 2, 3]), ("IDAT", pixel)],
            "divided pixels" => [Header(), ("IDAT", pixel[..3]), ("tEXt", []), ("IDAT", pixel[3..])],
            "depth 3" => [Header(depth: 3), ("IDAT", pixel)],
            "colour type 5" => [Header(type: 5), ("IDAT", pixel)],
            "interlace 2" => [Header(interlace: 2), ("IDAT", pixel)],
            "filter 5" => [Header(), ("IDAT", TestPng.Stored([5, 1]))],
            "palette index" => [Header(type: 3), ("PLTE", [1, 2, 3]), ("IDAT", pixel)],
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
        Assert.Contains(expected, Sentence.Of(File(chunks)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_preset_dictionary_is_refused_like_other_damage()
    {
        byte[] pixels = TestPng.Stored([0, 1]);
        pixels[1] = 0x20;   // FDICT set, and the two bytes 7820 a multiple of 31 minus the check below
        pixels[1] += (byte)(31 - ((pixels[0] << 8) | pixels[1]) % 31);
        Assert.Contains("PNG:", Sentence.Of(WithPixels(1, 1, pixels)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_transferred_as_text_is_said_to_be_so()
    {
        byte[] file = Small();
        byte[] asText = [.. file[..4], .. file[5..]];   // the carriage return is gone
        Assert.Contains("transferred as text", Sentence.Of(asText), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, false)]
    [InlineData(0, 16, true)]
    [InlineData(2, 8, false)]
    [InlineData(3, 2, true)]
    [InlineData(6, 8, true)]
    public void No_damage_gives_another_exception(int colorType, int depth, bool isInterlaced)
    {
        var png = new TestPng(5, 4, colorType, depth, isInterlaced) { HasExtras = true };
        png.Palette = colorType == 3 ? new TestBytes(6).Next(12, 256) : [];
        png.Transparency = colorType is 0 ? [0, 1] : colorType is 3 ? [7] : null;
        byte[] file = png.Encode(RandomSamples(5, 4, png.Channels, 1 << depth, 9));

        Assert.Equal(0, Damage.EveryLength(file));
        Assert.Equal(0, Damage.EveryByte(file) - UnchangedBytes(file));
        Assert.InRange(Damage.EveryByte(file, TestPng.Resign), UnchangedBytes(file), int.MaxValue);
    }

    // Some of the values that damage tries are the ones that are there already.
    private static int UnchangedBytes(byte[] file) => file.Count(b => b == 0) + file.Count(b => b == 255) + file.Count(b => b == '9');

    private static byte[] Small() => WithPixels(1, 1, TestPng.Stored([0, 77]));

    private static byte[] WithPixels(int width, int height, byte[] compressed) => File(Header(width, height), ("IDAT", compressed));

    private static (string, byte[]) Header(int width = 1, int height = 1, int depth = 8, int type = 0, int interlace = 0) => ("IHDR",
        [
            (byte)(width >> 24), (byte)(width >> 16), (byte)(width >> 8), (byte)width,
            (byte)(height >> 24), (byte)(height >> 16), (byte)(height >> 8), (byte)height,
            (byte)depth, (byte)type, 0, 0, (byte)interlace,
        ]);

    private static byte[] File(params (string Type, byte[] Data)[] chunks)
    {
        var file = new List<byte> { 137, 80, 78, 71, 13, 10, 26, 10 };
        foreach ((string type, byte[] data) in chunks)
        {
            TestPng.AddChunk(file, type, data);
        }

        TestPng.AddChunk(file, "IEND", []);
        return [.. file];
    }

    private static int[,,] RandomSamples(int width, int height, int channels, int below, ulong seed)
    {
        var random = new TestBytes(seed);
        var samples = new int[height, width, channels];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                for (int c = 0; c < channels; c++)
                {
                    samples[y, x, c] = random.Next(below);
                }
            }
        }

        return samples;
    }

    private static void ForEachPixel(int[,,] samples, Action<int, int, int[]> action)
    {
        for (int y = 0; y < samples.GetLength(0); y++)
        {
            for (int x = 0; x < samples.GetLength(1); x++)
            {
                action(x, y, [.. Enumerable.Range(0, samples.GetLength(2)).Select(c => samples[y, x, c])]);
            }
        }
    }

    private static Rgba Expected(int[] s, int colorType, int depth, byte[] palette)
    {
        byte[] v = [.. s.Select(sample => (byte)Math.Round(sample * 255.0 / ((1 << depth) - 1), MidpointRounding.AwayFromZero))];
        return colorType switch
        {
            0 => new Rgba(v[0], v[0], v[0]),
            2 => new Rgba(v[0], v[1], v[2]),
            3 => new Rgba(palette[3 * s[0]], palette[3 * s[0] + 1], palette[3 * s[0] + 2]),
            4 => new Rgba(v[0], v[0], v[0], v[1]),
            _ => new Rgba(v[0], v[1], v[2], v[3]),
        };
    }
}
