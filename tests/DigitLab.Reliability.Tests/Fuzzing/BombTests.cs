using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using DigitLab.Data;
using DigitLab.Imaging;
using DigitLab.Neural;
using DigitLab.Onnx;
using DigitLab.Onnx.Format;
using DigitLab.Training;
using Google.Protobuf;

namespace DigitLab.Reliability.Tests.Fuzzing;

/// <summary>Small files that would unfold to gigabytes: refused by what they declare, or by what comes, before the memory is taken.</summary>
public class BombTests
{
    private const long Mebi = 1 << 20;

    [Fact]
    public void A_model_file_that_names_a_huge_layer_takes_no_memory_for_it()
    {
        Refused(Mebi, "the file holds", () => ModelFile.Read(Model("""[{"layer":"Flatten"},{"layer":"Dense","inputs":784,"outputs":2000000,"hasBias":true}]"""), "x"));
        Refused(Mebi, "the file holds", () => ModelFile.Read(Model("""[{"layer":"BatchNorm","channels":500000000}]"""), "x"));
        Refused(Mebi, "the file holds", () => ModelFile.Read(Model("""[{"layer":"Conv2D","inChannels":30000,"outChannels":30000,"window":{"height":3,"width":3,"stride":1,"padding":{"top":0,"bottom":0,"left":0,"right":0},"dilation":1},"hasBias":false}]"""), "x"));
    }

    [Fact]
    public void A_model_file_that_blows_its_pictures_up_is_refused()
    {
        const string Border = """{"layer":"ZeroPad2D","border":{"top":16000,"bottom":0,"left":16000,"right":0}}""";
        Refused(Mebi, "numbers of a sample", () => ModelFile.Read(Model($"[{Border},{{\"layer\":\"GlobalAveragePool2D\"}}]"), "x"));
        Refused(Mebi, "makes no network", () => ModelFile.Read(Model($"[{Border},{Border},{Border},{{\"layer\":\"GlobalAveragePool2D\"}}]"), "x"));
        Refused(Mebi, "pixels a side", () => ModelFile.Read(Model("""[{"layer":"GlobalAveragePool2D"}]""", "[2000000000,1,1]"), "x"));
    }

    [Fact]
    public void An_ONNX_file_whose_nodes_all_read_one_constant_is_refused()
    {
        var graph = new GraphProto { Name = "bomb", Input = { Pictures() }, Output = { new ValueInfoProto { Name = "y" } } };
        var weights = new TensorProto { Name = "w", DataType = (int)TensorProto.Types.DataType.Float, Dims = { 784, 784 }, RawData = ByteString.CopyFrom(new byte[784 * 784 * 4]) };
        graph.Initializer.Add(weights);
        graph.Node.Add(new NodeProto { OpType = "Flatten", Input = { "x" }, Output = { "v0" } });
        for (int i = 0; i < 2000; i++)
        {
            graph.Node.Add(new NodeProto { OpType = "MatMul", Input = { $"v{i}", "w" }, Output = { i == 1999 ? "y" : $"v{i + 1}" } });
        }

        byte[] file = new ModelProto { IrVersion = 9, Graph = graph }.ToByteArray();
        Refused(256 * Mebi, "times what the file holds", () => OnnxImport.Read(new MemoryStream(file), "x"));
    }

    [Fact]
    public void An_ONNX_file_that_computes_constants_without_end_is_refused()
    {
        var graph = new GraphProto { Name = "bomb", Input = { Pictures() }, Output = { new ValueInfoProto { Name = "y" } } };
        graph.Initializer.Add(new TensorProto { Name = "n", DataType = (int)TensorProto.Types.DataType.Int64, Dims = { 1 }, Int64Data = { 4096 } });
        for (int i = 0; i < 20_000; i++)
        {
            graph.Node.Add(new NodeProto { OpType = "ConstantOfShape", Input = { "n" }, Output = { $"c{i}" } });
        }

        byte[] file = new ModelProto { IrVersion = 9, Graph = graph }.ToByteArray();
        Refused(64 * Mebi, "simplify the file", () => OnnxImport.Read(new MemoryStream(file), "x"));
    }

    [Fact]
    public void A_gzip_bomb_is_refused_by_what_it_declares_and_by_what_comes()
    {
        byte[] declared = Gzip([.. Numbers(2051, 2_000_000, 28, 28), .. new byte[1 << 20]]);
        Refused(Mebi, "after decompression", () => IdxReader.ReadImages(new MemoryStream(declared), "x"));
        byte[] actual = Gzip([.. Numbers(2051, 10, 28, 28), .. new byte[64 << 20]]);
        Refused(Mebi, "something follows", () => IdxReader.ReadImages(new MemoryStream(actual), "x"));
        byte[] promised = Gzip([.. Numbers(2051, 80_000, 28, 28), .. new byte[10 * 784]]);
        Refused(3 * Mebi, "cut off", () => IdxReader.ReadImages(new MemoryStream(promised), "x"));
    }

    [Theory]
    [InlineData(60_000)]   // by the header
    [InlineData(300)]      // for more pixels than the header says
    public void A_picture_that_unfolds_to_gigabytes_is_refused(int side)
    {
        using var pixels = new MemoryStream();
        using (var zlib = new ZLibStream(pixels, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(new byte[64 << 20]);
        }

        byte[] file = [0x89, .. "PNG\r\n"u8, 0x1a, (byte)'\n', .. Chunk("IHDR", [.. Numbers(side, side), 8, 6, 0, 0, 0]), .. Chunk("IDAT", pixels.ToArray()), .. Chunk("IEND", [])];
        Refused(8 * Mebi, "PNG", () => PictureFile.Decode(file));
    }

    [Fact]
    public void A_PyTorch_archive_that_unfolds_to_gigabytes_is_refused()
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry("archive/data.pkl", CompressionLevel.SmallestSize).Open();
            entry.Write(new byte[60 << 20]);
        }

        file.Position = 0;
        Refused(8 * Mebi, "not a whole PyTorch file", () => TorchFile.Read(file, "x"));
    }

    [Theory]
    [InlineData("""{ "base": { "model": "mlp" }, "grid": { GRID } }""", "combinations")]
    [InlineData("""{ "base": { "model": "mlp" }, "grid": [{ GRID }] }""", "combinations")]
    [InlineData("""{ "base": { "model": "mlp" }, "grid": { KEYS } }""", "keys")]
    public void A_grid_of_more_combinations_than_any_memory_holds_is_refused(string json, string why)
    {
        string grid = string.Join(", ", ((string[])["learningRate", "batchSize", "maxEpochs", "trainLimit", "validationCount", "averageDecay"]).Select(key => $"\"{key}\": [{string.Join(", ", Enumerable.Range(1, 100))}]"));
        string keys = string.Join(", ", Enumerable.Range(0, 50_000).Select(i => $"\"k{i}\": [1]"));
        string text = json.Replace("GRID", grid, StringComparison.Ordinal).Replace("KEYS", keys, StringComparison.Ordinal);
        Refused(64 * Mebi, why, () => ExperimentDefinition.Parse(text, "x.json"));
    }

    private static void Refused(long mostBytes, string why, Action read)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<InvalidDataException>(read).Message;
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Contains(why, message, StringComparison.Ordinal);
        Assert.True(bytes <= mostBytes, $"{bytes:N0} bytes were allocated, at most {mostBytes:N0} were expected");
    }

    private static MemoryStream Model(string layers, string input = "[28,28,1]")
    {
        var texts = new Dictionary<string, string>
        {
            ["format"] = "digitlab/1",
            ["name"] = "bomb",
            ["input"] = input,
            ["architecture"] = $$"""{"layer":"Sequential","layers":{{layers}}}""",
            ["preprocessing"] = """{"kind":"uniform","mean":0.1,"deviation":0.3}""",
        };
        var file = new MemoryStream();
        new SafetensorsFile([], texts).Write(file);
        file.Position = 0;
        return file;
    }

    private static ValueInfoProto Pictures()
    {
        var shape = new TensorShapeProto();
        foreach (int extent in (int[])[1, 1, 28, 28])
        {
            shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = extent });
        }

        return new ValueInfoProto { Name = "x", Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = 1, Shape = shape } } };
    }

    private static byte[] Gzip(byte[] content) => GzipContent.Compressed(content);

    private static byte[] Chunk(string name, byte[] content)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. content], sum = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc32.Compute(named));
        return [.. Numbers(content.Length), .. named, .. sum];
    }

    private static IEnumerable<byte> Numbers(params int[] numbers) => numbers.SelectMany(number => BitConverter.GetBytes(number).Reverse());
}
