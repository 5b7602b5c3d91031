namespace DigitLab.Imaging.Tests.Files;

public sealed class PictureFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("digitlab-imaging-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_name_plays_no_part_in_what_a_file_is()
    {
        string path = InFolder("gray.png");
        File.WriteAllBytes(path, [.. "P5 1 1 255\n"u8, 42]);
        Assert.Equal(new Rgba(42, 42, 42), PictureFile.Load(path)[0, 0]);
    }

    [Fact]
    public void A_saved_picture_is_loaded_again_and_leaves_no_other_file()
    {
        string path = InFolder("a.png");
        var gray = new GrayImage(2, 2, [1, 2, 3, 4]);
        PictureFile.SavePng(path, new ColorImage(5, 5));
        PictureFile.SavePng(path, gray);   // replaces
        Assert.Equal(gray.Pixels.ToArray(), PictureFile.Load(path).ToGray().Pixels.ToArray());
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_failed_save_leaves_what_was_there()
    {
        string path = InFolder("folder.png");
        Directory.CreateDirectory(path);
        Assert.ThrowsAny<Exception>(() => PictureFile.SavePng(path, new GrayImage(1, 1)));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void The_message_names_the_file()
    {
        string path = InFolder("notes.png");
        File.WriteAllText(path, "Dear diary,\nthree digits today: äöü.\n");
        string message = Assert.Throws<InvalidDataException>(() => PictureFile.Load(path)).Message;
        Assert.Equal($"{path}: this is a text file, not a picture: expected JPEG, PNG, BMP or PNM.", message);
    }

    [Fact]
    public void A_missing_file_is_an_input_output_error() =>
        Assert.ThrowsAny<IOException>(() => PictureFile.Load(InFolder("nowhere.png")));

    [Fact]
    public void A_stream_is_read_from_where_it_stands_even_if_it_cannot_seek()
    {
        byte[] file = PngEncoder.Encode(new GrayImage(3, 1, [7, 8, 9]));
        using var seekable = new MemoryStream([1, 2, .. file]);
        seekable.Position = 2;
        Assert.Equal(9, PictureFile.Load(seekable)[2, 0].R);

        using var forwardOnly = new ForwardStream(file);
        Assert.Equal(9, PictureFile.Load(forwardOnly)[2, 0].R);
    }

    [Fact]
    public void A_file_that_is_too_long_is_not_read_to_its_end()
    {
        var limits = new PictureLimits { MaxFileBytes = 100_000 };
        using var endless = new ForwardStream(null);
        string message = Assert.Throws<InvalidDataException>(() => PictureFile.Load(endless, limits)).Message;
        Assert.Contains("more than the 100,000 bytes allowed", message, StringComparison.Ordinal);
        Assert.InRange(endless.BytesRead, 100_001, 300_000);

        using var announced = new MemoryStream(new byte[100_001]);
        Assert.Throws<InvalidDataException>(() => PictureFile.Load(announced, limits));
        Assert.Equal(0, announced.Position);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'9', (byte)'a' }, "a GIF picture")]
    [InlineData(new byte[] { (byte)'R', (byte)'I', (byte)'F', (byte)'F', 1, 2, 3, 4, (byte)'W', (byte)'E', (byte)'B', (byte)'P' }, "a WebP picture")]
    [InlineData(new byte[] { 0x49, 0x49, 0x2A, 0 }, "a TIFF picture")]
    [InlineData(new byte[] { 0, 0, 0, 24, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'a', (byte)'v' }, "a HEIF or AVIF picture")]
    public void Formats_that_are_not_read_are_called_by_their_name(byte[] file, string name) =>
        Assert.Equal($"this is {name}, which is not read here: convert it to PNG or JPEG.", Sentence.Of(file));

    [Fact]
    public void Other_things_get_one_sentence_too()
    {
        Assert.Contains("the file is empty", Sentence.Of([]), StringComparison.Ordinal);
        Assert.Contains("an SVG drawing", Sentence.Of("<?xml version='1.0'?>\n<svg xmlns='x'/>"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("starts with the bytes 0102030405060708,", Sentence.Of([1, 2, 3, 4, 5, 6, 7, 8, 9]), StringComparison.Ordinal);
        Assert.Contains("starts with the bytes FE,", Sentence.Of([0xFE]), StringComparison.Ordinal);

        // A text longer than what is looked at, cut there within a character of two bytes.
        string text = "x" + new string('ä', 400);
        Assert.Contains("a text file", Sentence.Of(System.Text.Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_are_checked_when_they_are_set_and_when_a_picture_is_read()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PictureLimits { MaxPixels = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PictureLimits { MaxPixels = 536_000_001 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PictureLimits { MaxSide = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PictureLimits { MaxFileBytes = -1 });
        byte[] file = PngEncoder.Encode(new GrayImage(10, 10));
        Assert.Equal(10, PictureFile.Decode(file, new PictureLimits { MaxPixels = 100, MaxSide = 10 }).Width);
        Assert.Contains("more than the 99 allowed", Sentence.Of(file, new PictureLimits { MaxPixels = 99 }), StringComparison.Ordinal);
        Assert.Contains("at most 9", Sentence.Of(file, new PictureLimits { MaxSide = 9 }), StringComparison.Ordinal);
    }

    private string InFolder(string name) => Path.Combine(_folder, name);

    /// <summary>Gives its bytes a few at a time and cannot go back; without bytes it never ends.</summary>
    private sealed class ForwardStream(byte[]? content) : Stream
    {
        public int BytesRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int n = content is null ? count : Math.Min(Math.Min(count, 5), content.Length - BytesRead);
            content?.AsSpan(BytesRead, n).CopyTo(buffer.AsSpan(offset));
            BytesRead += n;
            return n;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
