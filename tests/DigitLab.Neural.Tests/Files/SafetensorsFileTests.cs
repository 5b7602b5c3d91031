using System.Text;

namespace DigitLab.Neural.Tests.Files;

public class SafetensorsFileTests
{
    private static readonly SafetensorsFile Small = new(
        [
            new NamedTensor("a", Tensor.From(new Shape(2, 3), [1, -2, 3.5f, -0f, float.NaN, float.NegativeInfinity])),
            new NamedTensor("größe", Tensor.From(new Shape(1), [float.Epsilon])),
            new NamedTensor("empty", new Tensor(new Shape(0))),
            new NamedTensor("c", Draw.Tensor(new Shape(1, 2, 3, 4), 1)),
        ],
        new Dictionary<string, string> { ["who"] = "me \"and\" you\n", ["zahl"] = "3 → 4" });

    [Fact]
    public void What_is_written_is_read_again_bit_for_bit()
    {
        SafetensorsFile read = TestFile.Read(TestFile.Of(Small));

        Assert.Equal(Small.Metadata, read.Metadata);
        Assert.Equal(Small.Entries.Select(entry => (entry.Name, entry.Value.Shape)), read.Entries.Select(entry => (entry.Name, entry.Value.Shape)));
        foreach ((NamedTensor written, NamedTensor again) in Small.Entries.Zip(read.Entries))
        {
            Bits.AssertSame(written.Value.Span, again.Value.Span, written.Name);
        }
    }

    [Fact]
    public void Another_reader_reads_it()
    {
        byte[] file = TestFile.Of(Small);

        (Dictionary<string, (int[] Shape, float[] Values)> tensors, Dictionary<string, string> metadata) = TinyReader.Read(file);

        Assert.Equal(Small.Metadata, metadata);
        Assert.Equal(Small.Entries.Count, tensors.Count);
        foreach (NamedTensor entry in Small.Entries)
        {
            Assert.Equal(entry.Value.Shape.ToArray(), tensors[entry.Name].Shape);
            Bits.AssertSame(entry.Value.Span, tensors[entry.Name].Values, entry.Name);
        }

        Assert.Equal(0, BitConverter.ToInt64(file) % 8);   // tensors start aligned
    }

    [Fact]
    public void A_file_of_another_writer_may_order_and_space_as_it_likes()
    {
        // Tensors in another order than their bytes, spaces, no metadata, a scalar, and an empty tensor where another one starts.
        byte[] file = TestFile.Of(
            """
            { "b" : {"data_offsets":[4,12],"shape":[2],"dtype":"F32"}, "a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},
               "none":{"dtype":"F32","shape":[0,7],"data_offsets":[4,4]} }
            """,
            12);
        BitConverter.GetBytes(7f).CopyTo(file, file.Length - 12);
        BitConverter.GetBytes(9f).CopyTo(file, file.Length - 4);

        SafetensorsFile read = TestFile.Read(file);

        Assert.Equal(["a", "none", "b"], read.Entries.Select(entry => entry.Name));
        Assert.Equal([7f], read.Find("a")!.Span.ToArray());
        Assert.Equal([0f, 9f], read.Find("b")!.Span.ToArray());
        Assert.Equal(new Shape(0, 7), read.Find("none")!.Shape);
        Assert.Null(read.Find("B"));
        Assert.Empty(read.Metadata);
    }

    [Theory]
    [InlineData("F32", "0000C03F 000000C0", 1.5f, -2)]
    [InlineData("F16", "003E 00C0", 1.5f, -2)]
    [InlineData("BF16", "C03F 00C0", 1.5f, -2)]
    [InlineData("F64", "000000000000F83F 00000000000000C0", 1.5f, -2)]
    [InlineData("F8_E4M3", "3C C0", 1.5f, -2)]
    [InlineData("F8_E4M3", "01 7E", 1 / 512f, 448)]   // the smallest and the largest
    [InlineData("F8_E5M2", "3E C0", 1.5f, -2)]
    [InlineData("U8", "03 FF", 3, 255)]
    [InlineData("I8", "03 FF", 3, -1)]
    [InlineData("U16", "0300 FFFF", 3, 65535)]
    [InlineData("I16", "0300 FFFF", 3, -1)]
    [InlineData("U32", "03000000 FFFFFFFF", 3, 4294967296)]   // rounded: a float has 24 bits
    [InlineData("I32", "03000000 FFFFFFFF", 3, -1)]
    [InlineData("U64", "0300000000000000 0000000000010000", 3, 1099511627776)]
    [InlineData("I64", "0300000000000000 FFFFFFFFFFFFFFFF", 3, -1)]
    [InlineData("BOOL", "01 00", 1, 0)]
    public void Numbers_of_every_type_become_floats(string type, string hexadecimal, float first, float second)
    {
        byte[] bytes = Convert.FromHexString(hexadecimal.Replace(" ", "", StringComparison.Ordinal));
        byte[] file = TestFile.Of($$$"""{"a":{"dtype":"{{{type}}}","shape":[2],"data_offsets":[0,{{{bytes.Length}}}]}}""", bytes.Length);
        bytes.CopyTo(file, file.Length - bytes.Length);

        Assert.Equal([first, second], TestFile.Read(file).Find("a")!.Span.ToArray());
    }

    [Theory]
    [InlineData(NumberType.Float16, 1.00048828125f, 1)]          // a tie goes to the even one
    [InlineData(NumberType.Float16, 1.0005f, 1.0009765625f)]
    [InlineData(NumberType.BFloat16, 1.00390625f, 1)]
    [InlineData(NumberType.BFloat16, 1.004f, 1.0078125f)]
    [InlineData(NumberType.BFloat16, float.NaN, float.NaN)]
    [InlineData(NumberType.BFloat16, float.MaxValue, float.PositiveInfinity)]
    [InlineData(NumberType.Float64, 0.1f, 0.1f)]
    public void Smaller_numbers_are_written_rounded_to_the_nearest(NumberType type, float number, float expected)
    {
        var file = new SafetensorsFile([new NamedTensor("a", Tensor.From(new Shape(1), [number])) { Type = type }], new Dictionary<string, string>());

        SafetensorsFile read = TestFile.Read(TestFile.Of(file));

        Assert.Equal(type, read.Entries[0].Type);
        Assert.Equal([expected], read.Entries[0].Value.Span.ToArray());
    }

    [Fact]
    public void Larger_numbers_are_written_first_so_that_each_lies_aligned()
    {
        NamedTensor Of(string name, NumberType type) => new(name, Draw.Tensor(new Shape(3), 1)) { Type = type };
        var file = new SafetensorsFile([Of("half", NumberType.Float16), Of("single", NumberType.Float32), Of("double", NumberType.Float64)], new Dictionary<string, string>());

        Assert.Equal(["double", "single", "half"], TestFile.Read(TestFile.Of(file)).Entries.Select(entry => entry.Name));
    }

    [Fact]
    public void Weights_are_not_written_as_whole_numbers() => Assert.Contains(
        "got UInt8",
        Assert.Throws<ArgumentException>(() => TestFile.Of(new SafetensorsFile([new NamedTensor("a", new Tensor(new Shape(1))) { Type = NumberType.UInt8 }], new Dictionary<string, string>()))).Message);

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        byte[] file = TestFile.Of(Small);
        for (int length = 0; length < file.Length; length++)
        {
            byte[] start = file[..length];
            TestFile.Refusal(() => TestFile.Read(start));
        }

        Assert.Contains("the file is too long", TestFile.Refusal(() => TestFile.Read([.. file, 0])));
    }

    [Fact]
    public void A_header_damaged_at_any_byte_is_read_or_refused_and_nothing_else()
    {
        byte[] file = TestFile.Of(Small);
        int header = 8 + (int)BitConverter.ToInt64(file), refused = 0, tried = 0;
        for (int i = 0; i < header; i++)
        {
            foreach (byte value in new byte[] { (byte)(file[i] ^ 0xFF), (byte)(file[i] ^ 1), (byte)(file[i] ^ 0x80), 0, 255, (byte)'9', (byte)'"', (byte)'{' })
            {
                byte[] damaged = [.. file];
                damaged[i] = value;
                refused += TestFile.IsReadOrRefused(() => TestFile.Read(damaged)) ? 0 : 1;
                tried++;
            }
        }

        Assert.InRange(refused, tried / 2, tried);   // a text's letter may change unseen
    }

    [Theory]
    [InlineData("[]", 0, "the header does not begin with {")]
    [InlineData("{x", 0, "the header is no JSON")]
    [InlineData("{} x", 0, "the header is no JSON")]
    [InlineData("""{"a":1}""", 0, "has no dtype, shape and data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", 4, "has no dtype, shape and data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "has no dtype, shape and data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "has no dtype, shape and data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""", 4, "has no dtype, shape and data_offsets")]
    [InlineData("""{"":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "a tensor has no name")]
    [InlineData(""" {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "the header does not begin with {")]
    [InlineData("""{"a":{"dtype":"C64","shape":[1],"data_offsets":[0,8]}}""", 8, "got C64 for \"a\"")]
    [InlineData("""{"a":{"dtype":"F4","shape":[2],"data_offsets":[0,1]}}""", 1, "got F4 for \"a\"")]
    [InlineData("""{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,8]}}""", 8, "has 2 numbers in the bytes 0 to 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1,1,1,1,1],"data_offsets":[0,4]}}""", 4, "at most four axes, got 5")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "has 2 numbers in the bytes 0 to 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967297],"data_offsets":[0,4]}}""", 4, "is too large, [4294967297]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[65536,65536],"data_offsets":[0,17179869184]}}""", 4, "is too large, [65536, 65536]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483647,2,0],"data_offsets":[0,0]}}""", 0, "is too large, [2147483647, 2, 0]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[500000000],"data_offsets":[0,2000000000]}}""", 4, "expected 2000000000 bytes of tensors, got 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "expected tensor \"a\" at byte 0, got 4 to 8")]   // a hole before
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12, "\"b\" at byte 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "\"b\" at byte 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "the header is no JSON")]
    [InlineData("""{"__metadata__":[]}""", 0, "the metadata is no JSON object")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "the metadata \"a\" is no text")]
    [InlineData("""{"__metadata__":{"a":"\ud800"}}""", 0, "a text in the header is no Unicode")]
    public void A_header_that_makes_no_sense_is_refused(string header, int dataBytes, string message) =>
        Assert.Contains(message, TestFile.Refusal(() => TestFile.Read(TestFile.Of(header, dataBytes))));

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused()
    {
        byte[] header = Encoding.UTF8.GetBytes("""{"__metadata__":{"a":"?"}}""");
        header[Array.IndexOf(header, (byte)'?')] = 0xFF;
        TestFile.Refusal(() => TestFile.Read(TestFile.Of(header, 0)));
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(0L)]
    [InlineData(1L)]
    [InlineData(100_000_001L)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_header_length_that_cannot_be_is_refused_before_memory_is_taken(long length) => Assert.Contains(
        "expected a header within", TestFile.Refusal(() => TestFile.Read([.. BitConverter.GetBytes(length), .. "{}"u8])));

    [Theory]
    [InlineData("")]
    [InlineData("__metadata__")]
    [InlineData("b")]
    public void Names_that_a_file_cannot_hold_are_refused(string name) => Assert.Throws<ArgumentException>(() => new SafetensorsFile(
        [new NamedTensor("b", new Tensor(new Shape(1))), new NamedTensor(name, new Tensor(new Shape(1)))], new Dictionary<string, string>()));
}
