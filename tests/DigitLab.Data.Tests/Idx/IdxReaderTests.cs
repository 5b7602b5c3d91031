using System.IO.Compression;

namespace DigitLab.Data.Tests.Idx;

public class IdxReaderTests
{
    private static readonly DigitDataset Digits = TestDigits.Random(5, height: 3, width: 2);

    private static byte[] Images => Bytes(stream => IdxWriter.WriteImages(stream, Digits));

    private static byte[] Labels => Bytes(stream => IdxWriter.WriteLabels(stream, Digits));

    [Fact]
    public void An_image_file_is_read_as_its_bytes_say()
    {
        // Magic 2051, two images, two rows, one column, then the pixels.
        byte[] file = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1, 10, 20, 30, 40];
        IdxImages images = ReadImages(file);
        Assert.Equal((2, 2, 1), (images.Count, images.Height, images.Width));
        Assert.Equal([10, 20, 30, 40], images.Pixels);
    }

    [Fact]
    public void A_label_file_is_read_as_its_bytes_say() => Assert.Equal([7, 0, 9], ReadLabels([0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 9]));

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Compression_is_recognized_by_the_content_whether_the_stream_seeks_or_not(bool isCompressed, bool seeks)
    {
        byte[] images = isCompressed ? Compress(Images) : Images, labels = isCompressed ? Compress(Labels) : Labels;
        Assert.Equal(TestDigits.Pixels(Digits), IdxReader.ReadImages(Stream(images, seeks), "x").Pixels);
        Assert.Equal(TestDigits.Labels(Digits), IdxReader.ReadLabels(Stream(labels, seeks), "x"));
    }

    [Fact]
    public void The_name_says_nothing_about_the_compression()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["images.gz"], Images);
        File.WriteAllBytes(folder["labels"], Compress(Labels));
        DigitDataset read = IdxReader.ReadDigits(folder["images.gz"], folder["labels"], "mixed");
        Assert.Equal(TestDigits.Pixels(Digits), TestDigits.Pixels(read));
        Assert.Equal(TestDigits.Labels(Digits), TestDigits.Labels(read));
        Assert.Equal("mixed", read.Name);
        Assert.False(read.IsSynthetic);
    }

    [Fact]
    public void More_than_the_first_block_is_read_whole_from_a_stream_of_unknown_length()
    {
        DigitDataset digits = TestDigits.Random(3_000, height: 28, width: 28);   // 2.4 million bytes
        byte[] file = Bytes(stream => IdxWriter.WriteImages(stream, digits));
        Assert.Equal(TestDigits.Pixels(digits), IdxReader.ReadImages(Stream(file, seeks: false), "x").Pixels);
    }

    [Fact]
    public void Reading_starts_where_the_stream_stands_and_leaves_it_open()
    {
        using var stream = new MemoryStream([99, 99, .. Labels]) { Position = 2 };
        Assert.Equal(TestDigits.Labels(Digits), IdxReader.ReadLabels(stream, "x"));
        Assert.True(stream.CanRead);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using var folder = new TemporaryFolder();
        string path = folder["none"];
        AssertMessage($"{path}: expected an IDX file, got none: there is no file of this name.", () => IdxReader.ReadImages(path));
        AssertMessage($"{path}/labels: expected an IDX file, got none: there is no file of this name.", () => IdxReader.ReadLabels($"{path}/labels"));
    }

    [Fact]
    public void An_empty_file_is_called_empty()
    {
        AssertMessage("x: expected an IDX file, got an empty one: fetch it anew.", () => ReadImages([]));
        AssertMessage("x: expected an IDX file, got an empty one: fetch it anew.", () => ReadLabels(Compress([])));
    }

    [Fact]
    public void A_wrong_magic_number_says_what_the_file_is()
    {
        AssertMessage("x: expected IDX magic 2051, got 2049: this is a label file; is the name swapped?", () => ReadImages(Labels));
        AssertMessage("x: expected IDX magic 2049, got 2051: this is an image file; is the name swapped?", () => ReadLabels(Images));
        AssertMessage("x: expected IDX magic 2049, got 1094861636: this is no IDX file of bytes.", () => ReadLabels("ABCDEFGH"u8.ToArray()));
    }

    [Fact]
    public void A_header_that_is_cut_off_is_told()
    {
        AssertMessage("x: expected 16 bytes of IDX header, got 15: the file is cut off; fetch it anew.", () => ReadImages(Images[..15]));
        AssertMessage("x: expected 8 bytes of IDX header, got 3: the file is cut off; fetch it anew.", () => ReadLabels(Labels[..3]));
    }

    [Fact]
    public void Data_that_are_cut_off_are_counted()
    {
        AssertMessage("x: expected 46 bytes for 5 images of 3×2, got 45: the file is cut off; fetch it anew.", () => ReadImages(Images[..^1]));
        AssertMessage("x: expected 13 bytes for 5 labels, got 8: the file is cut off; fetch it anew.", () => ReadLabels(Labels[..8]));
        AssertMessage(
            "x: expected 46 bytes after decompression for 5 images of 3×2, got 40: the file is cut off; fetch it anew.", () => ReadImages(Compress(Images[..40])));
        AssertMessage(
            "x: expected 13 bytes for 5 labels, got 12: the file is cut off; fetch it anew.", () => IdxReader.ReadLabels(Stream(Labels[..12], seeks: false), "x"));
    }

    [Fact]
    public void Trailing_bytes_are_refused()
    {
        AssertMessage("x: expected 46 bytes for 5 images of 3×2, got 47: something follows the data; fetch it anew.", () => ReadImages([.. Images, 0]));
        AssertMessage(
            "x: expected 13 bytes after decompression for 5 labels, got more: something follows the data; fetch it anew.", () => ReadLabels(Compress([.. Labels, 0])));
    }

    [Fact]
    public void Compressed_data_that_fail_their_checksum_are_refused()
    {
        byte[] file = Compress(Images);
        const string Message = "x: expected whole gzip data, got damaged or cut-off data: fetch the file anew.";
        file[^6] ^= 1;   // in the checksum
        AssertMessage(Message, () => ReadImages(file));
    }

    [Fact]
    public void A_header_of_gigabytes_takes_no_memory_for_them()
    {
        byte[] header = [0, 0, 8, 3, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0xFF, 0, 0, 0, 0x7F];   // 2,122,350,975 pixels, which are not there
        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertMessage("x: expected 2122350991 bytes for 65535 images of 255×127, got 16: the file is cut off; fetch it anew.", () => ReadImages(header));
        Assert.Throws<InvalidDataException>(() => ReadImages(Compress(header)));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 << 20);
    }

    [Fact]
    public void Impossible_counts_and_sizes_are_refused()
    {
        AssertMessage(
            "x: expected a count and a picture size, got -1 images of 3×2: the header is damaged.", () => ReadImages([.. Images[..4], 255, 255, 255, 255, .. Images[8..]]));
        AssertMessage(
            "x: expected a count and a picture size, got 5 images of 0×2: the header is damaged.", () => ReadImages([.. Images[..11], 0, .. Images[12..]]));
        AssertMessage("x: expected a count, got -2 labels: the header is damaged.", () => ReadLabels([0, 0, 8, 1, 255, 255, 255, 254]));
        AssertMessage(
            $"x: expected at most {Array.MaxLength} bytes of data, got a header for 2147483647 images of 2147483647×2147483647: it is damaged.",
            () => ReadImages([0, 0, 8, 3, 127, 255, 255, 255, 127, 255, 255, 255, 127, 255, 255, 255]));
    }

    [Fact]
    public void A_label_above_9_is_refused() => AssertMessage(
        "x: expected labels from 0 to 9, got 10 for digit 1: the file is damaged or not of digits.", () => ReadLabels([0, 0, 8, 1, 0, 0, 0, 2, 9, 10]));

    [Fact]
    public void As_many_labels_as_images_are_expected()
    {
        using var folder = new TemporaryFolder();
        IdxWriter.WriteImages(folder["images"], Digits);
        IdxWriter.WriteLabels(folder["labels"], Digits.Take(4));
        AssertMessage(
            $"{folder["labels"]}: expected 5 labels, as many as {folder["images"]} has images, got 4: are the files of one set?",
            () => IdxReader.ReadDigits(folder["images"], folder["labels"], "x"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whatever_byte_is_changed_the_file_is_read_or_refused_with_its_name(bool isCompressed)
    {
        byte[] file = isCompressed ? Compress(Images) : Images;
        int refused = 0;
        for (int place = 0; place < file.Length; place++)
        {
            byte right = file[place];
            for (int value = 0; value <= 255; value++)
            {
                file[place] = (byte)value;
                try
                {
                    ReadImages(file);
                }
                catch (InvalidDataException refusal)
                {
                    Assert.StartsWith("x: expected ", refusal.Message, StringComparison.Ordinal);
                    refused++;
                }
            }

            file[place] = right;
        }

        Assert.True(refused >= 16 * 255);   // each wrong byte of the header at least
    }

    [Fact]
    public void Wherever_the_file_is_cut_off_it_is_refused_with_its_name()
    {
        for (int length = 0; length < Labels.Length; length++)
        {
            Assert.StartsWith("x: expected ", Assert.Throws<InvalidDataException>(() => ReadLabels(Labels[..length])).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_compressed_file_that_is_cut_off_is_refused_unless_only_the_end_mark_and_the_checksum_are_missing()
    {
        byte[] file = Compress(Images);
        int shortest = Enumerable.Range(0, file.Length).First(length => Record.Exception(() => ReadImages(file[..length])) is null);
        Assert.InRange(shortest, file.Length - 10, file.Length);   // 8 bytes of checksum and length, a code of at most 15 bits
        for (int length = 0; length < file.Length; length++)
        {
            if (length >= shortest)
            {
                Assert.Equal(TestDigits.Pixels(Digits), ReadImages(file[..length]).Pixels);
            }
            else
            {
                Assert.StartsWith("x: expected ", Assert.Throws<InvalidDataException>(() => ReadImages(file[..length])).Message, StringComparison.Ordinal);
            }
        }
    }

    private static void AssertMessage(string expected, Func<object> read) => Assert.Equal(expected, Assert.Throws<InvalidDataException>(read).Message);

    private static IdxImages ReadImages(byte[] file) => IdxReader.ReadImages(new MemoryStream(file), "x");

    private static byte[] ReadLabels(byte[] file) => IdxReader.ReadLabels(new MemoryStream(file), "x");

    private static Stream Stream(byte[] file, bool seeks) => seeks ? new MemoryStream(file) : new PrefixedStream(file, new MemoryStream());

    private static byte[] Bytes(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }

    private static byte[] Compress(byte[] file) => Bytes(stream =>
    {
        using var compressed = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true);
        compressed.Write(file);
    });
}
