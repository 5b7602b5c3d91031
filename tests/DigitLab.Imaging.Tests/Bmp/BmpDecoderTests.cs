namespace DigitLab.Imaging.Tests.Bmp;

public sealed class BmpDecoderTests
{
    // The last three header forms may hold masks, but without bit fields they play no part.
    public static TheoryData<int, int, bool> IndexedKinds()
    {
        var data = new TheoryData<int, int, bool>();
        foreach (int infoBytes in new[] { 12, 40, 52, 56, 64, 108, 124 })
        {
            foreach (int bits in new[] { 1, 4, 8 })
            {
                data.Add(infoBytes, bits, false);
                if (infoBytes != 12)
                {
                    data.Add(infoBytes, bits, true);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(IndexedKinds))]
    public void Palette_pictures_of_every_header_depth_and_row_order_give_their_colours(int infoBytes, int bits, bool isTopDown)
    {
        foreach ((int width, int height) in new[] { (1, 1), (7, 3), (8, 2), (9, 5), (33, 2) })
        {
            var random = new TestBytes((ulong)(width + bits));
            (byte, byte, byte)[] palette = [.. random.Next(3 << bits, 256).Chunk(3).Select(c => (c[0], c[1], c[2]))];
            byte[][] rows = [.. random.Next(width * height, 1 << bits).Chunk(width)];
            IEnumerable<byte[]> stored = isTopDown ? rows : rows.Reverse();
            byte[] file = new TestBmp
            {
                InfoBytes = infoBytes,
                Width = width,
                Height = isTopDown ? -height : height,
                Bits = bits,
                Palette = palette,
                Gap = 3,
                Pixels = [.. stored.SelectMany(row => Fill(Pack(row, bits)))],
            }.ToFile();

            ColorImage picture = PictureFile.Decode(file);

            Assert.Equal((width, height), (picture.Width, picture.Height));
            for (int i = 0; i < width * height; i++)
            {
                (byte r, byte g, byte b) = palette[rows[i / width][i % width]];
                Assert.Equal(new Rgba(r, g, b), picture[i % width, i / width]);
            }
        }
    }

    [Theory]
    [InlineData(12, 24)]
    [InlineData(40, 24)]
    [InlineData(124, 24)]
    [InlineData(40, 32)]
    [InlineData(108, 32)]
    public void Plain_colours_are_blue_green_red_and_opaque(int infoBytes, int bits)
    {
        byte[][] rows = [[1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9, 0], [11, 12, 13, 0, 14, 15, 16, 0, 17, 18, 19, 0]];
        byte[] file = new TestBmp
        {
            InfoBytes = infoBytes,
            Width = 3,
            Height = 2,
            Bits = bits,
            Pixels = [.. rows.SelectMany(row => Fill([.. row.Where((_, i) => bits == 32 || i % 4 != 3)]))],
        }.ToFile();

        ColorImage picture = PictureFile.Decode(file);
        Assert.Equal(new Rgba(13, 12, 11), picture[0, 0]);
        Assert.Equal(new Rgba(9, 8, 7), picture[2, 1]);
        Assert.True(picture.IsOpaque());
    }

    [Fact]
    public void Sixteen_bits_without_masks_are_five_each()
    {
        byte[] file = new TestBmp { Width = 4, Height = 1, Bits = 16, Pixels = [0x1F, 0, 0xE0, 0x03, 0, 0x7C, 0x10, 0x80] }.ToFile();
        ColorImage picture = PictureFile.Decode(file);
        Assert.Equal(new Rgba(0, 0, 255), picture[0, 0]);
        Assert.Equal(new Rgba(0, 255, 0), picture[1, 0]);
        Assert.Equal(new Rgba(255, 0, 0), picture[2, 0]);
        Assert.Equal(new Rgba(0, 0, 132), picture[3, 0]);   // 16 · 255 / 31 = 131.6; the highest bit is unused
    }

    [Theory]
    [InlineData(40)]
    [InlineData(52)]
    public void Masks_behind_or_inside_the_header_place_the_colours(int infoBytes)
    {
        byte[] file = new TestBmp
        {
            InfoBytes = infoBytes,
            Width = 2,
            Height = 1,
            Bits = 16,
            Compression = 3,
            Masks = [0xF800, 0x07E0, 0x001F],
            Pixels = [0xE0, 0x07, 0x00, 0x08],
        }.ToFile();
        ColorImage picture = PictureFile.Decode(file);
        Assert.Equal(new Rgba(0, 255, 0), picture[0, 0]);
        Assert.Equal(new Rgba(8, 0, 0), picture[1, 0]);   // 1 · 255 / 31 = 8.2
    }

    [Theory]
    [InlineData(40, 6)]
    [InlineData(56, 3)]
    [InlineData(108, 3)]
    [InlineData(124, 3)]
    public void A_mask_for_opacity_is_heeded(int infoBytes, int compression)
    {
        byte[] file = new TestBmp
        {
            InfoBytes = infoBytes,
            Width = 1,
            Height = -1,
            Bits = 32,
            Compression = compression,
            Masks = [0x000000FF, 0x0000FF00, 0x00FF0000, 0xFF000000],
            Pixels = [10, 20, 30, 40],
        }.ToFile();
        Assert.Equal(new Rgba(10, 20, 30, 40), PictureFile.Decode(file)[0, 0]);
    }

    [Fact]
    public void Wide_masks_use_all_their_bits()
    {
        byte[] file = new TestBmp
        {
            Width = 1,
            Height = 1,
            Bits = 32,
            Compression = 3,
            Masks = [0x3FF00000, 0x000FFC00, 0x000003FF],
            Pixels = BitConverter.GetBytes((1023u << 20) | (512u << 10) | 3u),
        }.ToFile();
        Assert.Equal(new Rgba(255, 128, 1), PictureFile.Decode(file)[0, 0]);
    }

    // Both examples are those of "Bitmap Compression" in the Windows documentation.
    [Fact]
    public void Eight_bit_run_lengths_unpack_as_in_the_documentation()
    {
        byte[] codes = [3, 4, 5, 6, 0, 3, 0x45, 0x56, 0x67, 0, 2, 0x78, 0, 2, 5, 1, 2, 0x78, 0, 0, 9, 0x1E, 0, 1];
        Assert.Equal(
            [
                "1E 1E 1E 1E 1E 1E 1E 1E 1E 00 00 00 00 00 00 00 00 00 00 00",
                "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 78 78",
                "04 04 04 06 06 06 06 06 45 56 67 78 78 00 00 00 00 00 00 00",
            ],
            Indices(RunLengths(8, 20, 3, codes), "X2", " "));
    }

    [Fact]
    public void Four_bit_run_lengths_unpack_as_in_the_documentation()
    {
        byte[] codes = [3, 4, 5, 6, 0, 6, 0x45, 0x56, 0x67, 0, 4, 0x78, 0, 2, 5, 1, 4, 0x78, 0, 0, 9, 0x1E, 0, 1];
        Assert.Equal(
            ["1E1E1E1E1000000000000000000", "00000000000000000000000" + "7878", "040060604556677878000000000"],
            Indices(RunLengths(4, 27, 3, codes), "X1", ""));
    }

    [Fact]
    public void A_missing_end_mark_is_forgiven_when_every_pixel_is_there()
    {
        Assert.Equal(["0505"], Indices(RunLengths(8, 2, 1, [2, 5]), "X2", ""));
        Assert.Contains("codes end before", Sentence.Of(RunLengths(8, 2, 2, [2, 5])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 3, 1, 0, 1 }, "a run of 3 pixels from column 0 leaves the 2 columns")]
    [InlineData(new byte[] { 0, 3, 1, 2, 3, 0, 0, 1 }, "a run of 3 pixels from column 0 leaves the 2 columns")]
    [InlineData(new byte[] { 0, 2, 200, 0, 1, 1, 0, 1 }, "a run of 1 pixels from column 200 leaves the 2 columns")]
    [InlineData(new byte[] { 1 }, "codes end before")]
    [InlineData(new byte[] { 1, 1, 0, 2, 1 }, "codes end before")]
    public void Run_lengths_that_leave_the_picture_or_the_file_are_refused(byte[] codes, string expected) =>
        Assert.Contains(expected, Sentence.Of(RunLengths(8, 2, 2, codes)), StringComparison.Ordinal);

    [Fact]
    public void A_skip_above_the_picture_ends_it() =>
        Assert.Equal(["0000", "0700"], Indices(RunLengths(8, 2, 2, [1, 7, 0, 2, 0, 9, 1, 1]), "X2", ""));

    [Theory]
    [InlineData(16, 16, 40, "information header of 12, 40, 52, 56, 64, 108 or 124 bytes, got 16")]
    [InlineData(40, 2, 0, "1, 4, 8, 16, 24 or 32 bits a pixel, got 2")]
    [InlineData(40, 24, 4, "compression 4 of 24-bit bottom-up pixels is not read")]
    [InlineData(40, 8, 2, "compression 2 of 8-bit bottom-up pixels is not read")]
    [InlineData(64, 16, 3, "compression 3 of 16-bit bottom-up pixels is not read")]
    public void What_is_not_read_gets_a_sentence(int infoBytes, int bits, int compression, string expected)
    {
        var bmp = new TestBmp { InfoBytes = infoBytes, Width = 1, Height = 1, Bits = bits, Compression = compression, Pixels = new byte[4] };
        Assert.Contains(expected, Sentence.Of(bmp.ToFile()), StringComparison.Ordinal);
    }

    [Fact]
    public void Impossible_sizes_are_refused_by_the_header()
    {
        static byte[] Sized(int width, int height) => new TestBmp { Width = width, Height = height, Bits = 24, Pixels = new byte[8] }.ToFile();
        Assert.Contains("0×0 pixels", Sentence.Of(Sized(0, 0)), StringComparison.Ordinal);
        Assert.Contains("-3×1 pixels", Sentence.Of(Sized(-3, 1)), StringComparison.Ordinal);
        Assert.Contains("20000×20000", Sentence.Of(Sized(20000, 20000)), StringComparison.Ordinal);
        Assert.Contains("1×2147483648", Sentence.Of(Sized(1, int.MinValue)), StringComparison.Ordinal);
        Assert.Contains("the file is cut off", Sentence.Of(Sized(3, 3)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_whose_pixels_are_missing_is_refused_before_memory_is_taken()
    {
        byte[] file = new TestBmp { Width = 8000, Height = 8000, Bits = 32, Pixels = new byte[8] }.ToFile();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("expected at least 256,000,054 bytes, got 62", Sentence.Of(file), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void A_colour_that_the_palette_lacks_and_a_torn_mask_are_refused()
    {
        var index = new TestBmp { Width = 1, Height = 1, Bits = 8, ColorsUsed = 2, Palette = [(1, 2, 3), (4, 5, 6)], Pixels = [2, 0, 0, 0] };
        Assert.Contains("palette colour 2 of 2", Sentence.Of(index.ToFile()), StringComparison.Ordinal);

        byte[] mask = new TestBmp { Width = 1, Height = 1, Bits = 16, Compression = 3, Masks = [0xF00F, 0, 0], Pixels = [0, 0] }.ToFile();
        Assert.Contains("colour mask 0000F00F are not neighbours", Sentence.Of(mask), StringComparison.Ordinal);
    }

    [Fact]
    public void No_damage_gives_another_exception()
    {
        byte[][] files =
        [
            new TestBmp { InfoBytes = 12, Width = 5, Height = 2, Bits = 4, Palette = [(1, 2, 3), (4, 5, 6)], Pixels = new byte[8] }.ToFile(),
            new TestBmp { Width = 3, Height = 2, Bits = 24, Pixels = new byte[24] }.ToFile(),
            new TestBmp { Width = 2, Height = -1, Bits = 16, Compression = 3, Masks = [0xF800, 0x07E0, 0x001F], Pixels = new byte[4] }.ToFile(),
            new TestBmp
            {
                InfoBytes = 124, Width = 1, Height = 1, Bits = 32, Compression = 3, Masks = [0xFF, 0xFF00, 0xFF0000, 0xFF000000], Pixels = new byte[4],
            }.ToFile(),
            RunLengths(8, 4, 2, [2, 1, 0, 0, 0, 3, 4, 5, 6, 0, 0, 2, 1, 0, 0, 1]),
            RunLengths(4, 6, 2, [2, 1, 0, 0, 0, 3, 0x45, 0x60, 0, 2, 1, 0, 0, 1]),
        ];
        foreach (byte[] file in files)
        {
            Assert.True(Damage.EveryByte(file) > 0);   // colours may be anything
            Assert.InRange(Damage.EveryLength(file), 0, 3);   // filling and an end mark may be missing
        }
    }

    private static byte[] RunLengths(int bits, int width, int height, byte[] codes) => new TestBmp
    {
        Width = width,
        Height = height,
        Bits = bits,
        Compression = bits == 8 ? 1 : 2,
        Palette = [.. Enumerable.Range(0, 1 << bits).Select(i => ((byte)i, (byte)i, (byte)i))],
        Pixels = codes,
    }.ToFile();

    // With a palette of i, i, i the red of a pixel is its index.
    private static string[] Indices(byte[] file, string format, string divider)
    {
        ColorImage picture = PictureFile.Decode(file);
        return [.. Enumerable.Range(0, picture.Height).Select(y =>
            string.Join(divider, Enumerable.Range(0, picture.Width).Select(x => picture[x, y].R.ToString(format, null))))];
    }

    private static byte[] Pack(byte[] row, int bits)
    {
        string text = string.Concat(row.Select(i => Convert.ToString(i, 2).PadLeft(bits, '0')));
        return [.. text.Chunk(8).Select(b => Convert.ToByte(new string(b).PadRight(8, '0'), 2))];
    }

    private static byte[] Fill(byte[] row) => [.. row, .. new byte[(4 - row.Length % 4) % 4]];
}
