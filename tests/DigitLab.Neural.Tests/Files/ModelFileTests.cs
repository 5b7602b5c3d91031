namespace DigitLab.Neural.Tests.Files;

public sealed class ModelFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("digitlab-").FullName;

    private string ModelPath => Path.Combine(_folder, "model.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_network_comes_back_bit_for_bit_and_computes_the_same()
    {
        Network network = Build();
        ModelFile.Save(ModelPath, network, new Dictionary<string, string> { ["seed"] = "3" });

        Network loaded = ModelFile.Load(ModelPath);

        Assert.Equal((network.Name, network.InputShape), (loaded.Name, loaded.InputShape));
        Assert.Equal(network.Body.Describe(), loaded.Body.Describe());
        Assert.Equal(network.Normalization.Mean, loaded.Normalization.Mean);
        Assert.Equal(network.Normalization.Deviation, loaded.Normalization.Deviation);
        Assert.Equal("3", SafetensorsFile.Load(ModelPath).Metadata["seed"]);
        Bits.AssertSame(Logits(network), Logits(loaded), "logits");
        Assert.Equal(Bytes(network), Bytes(loaded));
        Assert.Single(Directory.GetFiles(_folder));   // no temporary file stays behind
    }

    [Fact]
    public void A_mean_picture_comes_back()
    {
        Network network = Build();
        float[] mean = Draw.Numbers(36, 1), deviation = Array.ConvertAll(Draw.Numbers(36, 2), number => Math.Abs(number) + 0.5f);
        network.Normalization = InputNormalization.PerPixel(mean, deviation);

        Network loaded = TestFile.ReadModel(Bytes(network));

        Assert.Equal(mean, loaded.Normalization.Mean.ToArray());
        Assert.Equal(deviation, loaded.Normalization.Deviation.ToArray());
    }

    [Fact]
    public void Weights_go_into_a_network_of_the_same_architecture()
    {
        Network network = Build(), other = Build(seed: 4);
        ModelFile.Save(ModelPath, network);

        ModelFile.LoadInto(ModelPath, other);

        Bits.AssertSame(Logits(network), Logits(other), "logits");
    }

    [Fact]
    public void Another_architecture_is_refused_and_changes_nothing()
    {
        ModelFile.Save(ModelPath, Build());
        Network other = Build(rate: 0.25), before = Build(rate: 0.25);

        string message = Assert.Throws<InvalidDataException>(() => ModelFile.LoadInto(ModelPath, other)).Message;

        Assert.Contains("expected the architecture", message);
        Bits.AssertSame(Logits(before), Logits(other), "logits");
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_weight_that_is_no_number_is_refused(float weight)
    {
        Network network = Build();
        network.Parameters[1].Parameter.Value.Span[1] = weight;
        Assert.Contains($"\"conv1.bias\" holds {weight}", TestFile.Refusal(() => TestFile.ReadModel(Bytes(network))));
    }

    [Fact]
    public void A_model_cut_off_anywhere_is_refused()
    {
        byte[] file = Bytes(Build());
        for (int length = 0; length < file.Length; length++)
        {
            byte[] start = file[..length];
            TestFile.Refusal(() => TestFile.ReadModel(start));
        }
    }

    [Fact]
    public void A_header_damaged_at_any_byte_is_read_or_refused_and_nothing_else()
    {
        byte[] file = Bytes(Build());
        int header = 8 + (int)BitConverter.ToInt64(file), refused = 0, tried = 0;
        for (int i = 0; i < header; i++)
        {
            foreach (byte value in new byte[] { (byte)(file[i] ^ 1), (byte)(file[i] ^ 0x80), 0, (byte)'9', (byte)'-', (byte)'"', (byte)']' })
            {
                byte[] damaged = [.. file];
                damaged[i] = value;
                refused += TestFile.IsReadOrRefused(() => TestFile.ReadModel(damaged)) ? 0 : 1;
                tried++;
            }
        }

        Assert.InRange(refused, tried / 2, tried);
    }

    [Theory]
    [InlineData("format", null, "expected a DigitLab model (digitlab/1), got a safetensors file without that mark")]
    [InlineData("format", "digitlab/2", "got digitlab/2")]
    [InlineData("name", null, "\"name\" is missing")]
    [InlineData("name", "", "makes no network")]
    [InlineData("input", "null", "\"input\" is null")]
    [InlineData("input", "[]", "one to four extents")]
    [InlineData("input", "[6,6,1,1]", "makes no network")]
    [InlineData("input", "[6,6,3]", "expected input [batch, H, W, 1]")]
    [InlineData("input", "[-6,6,1]", "makes no network")]
    [InlineData("input", "[6,6,true]", "makes no network")]
    [InlineData("architecture", "null", "\"architecture\" is null")]
    [InlineData("architecture", "{\"layer\":\"Relu\"}", "no Sequential")]
    [InlineData("architecture", "{\"layer\":\"System.IO.File\"}", "makes no network")]
    [InlineData("architecture", "{\"layer\":\"Sequential\",\"layers\":[]}", "expected at least one layer")]
    [InlineData("architecture", "{\"layer\":\"Sequential\",\"layers\":[null]}", "got null")]
    [InlineData("architecture", "{\"layer\":\"Sequential\",\"layers\":null}", "makes no network")]
    [InlineData("architecture", "{\"layer\":\"Sequential\"}", "makes no network")]
    [InlineData("architecture", "{\"layer\":\"Sequential\",\"layers\":[{\"layer\":\"Relu\",\"extra\":1}]}", "makes no network")]
    [InlineData("architecture", "{\"layer\":\"Sequential\",\"layers\":[{\"layer\":\"Dense\",\"inputs\":2147483647,\"outputs\":2147483647,\"hasBias\":true}]}", "makes no network")]
    [InlineData("architecture", "{\"layer\":\"Sequential\",\"layers\":[{\"layer\":\"MaxPool2D\",\"window\":{\"height\":3,\"width\":3,\"stride\":1,\"padding\":{\"top\":0,\"bottom\":0,\"left\":0,\"right\":0},\"dilation\":2147483647}}]}", "makes no network")]
    [InlineData("architecture", "{\"layer\":\"Sequential\",\"layers\":[{\"layer\":\"Conv2D\",\"inChannels\":1,\"outChannels\":2,\"hasBias\":true,\"window\":{\"height\":3,\"width\":3,\"stride\":1,\"padding\":{\"top\":0,\"bottom\":0,\"left\":0,\"right\":0},\"dilation\":2147483647}}]}", "makes no network")]   // whose span would leave an int
    [InlineData("preprocessing", "null", "\"preprocessing\" is null")]
    [InlineData("preprocessing", "{\"kind\":\"uniform\"}", "makes no network")]
    [InlineData("preprocessing", "{\"kind\":\"uniform\",\"mean\":0,\"deviation\":0}", "deviations above 0")]
    [InlineData("preprocessing", "{\"kind\":\"per-pixel\",\"mean\":null,\"deviation\":null}", "\"per-pixel\" is unknown or incomplete")]
    public void Metadata_that_makes_no_network_is_refused(string key, string? text, string message)
    {
        SafetensorsFile content = ModelFile.ToSafetensors(Build());
        var metadata = new Dictionary<string, string>(content.Metadata);
        if (text is null)
        {
            metadata.Remove(key);
        }
        else
        {
            metadata[key] = text;
        }

        byte[] file = TestFile.Of(new SafetensorsFile(content.Entries, metadata));
        Assert.Contains(message, TestFile.Refusal(() => TestFile.ReadModel(file)));
    }

    [Fact]
    public void Tensors_that_are_missing_superfluous_or_misshapen_are_refused()
    {
        SafetensorsFile content = ModelFile.ToSafetensors(Build());
        var odd = new NamedTensor("odd", new Tensor(new Shape(1)));
        var flat = new NamedTensor("conv1.weights", content.Entries[0].Value.Reshape(new Shape(content.Entries[0].Value.Length)));

        string RefusalOf(params NamedTensor[] entries) =>
            TestFile.Refusal(() => TestFile.ReadModel(TestFile.Of(new SafetensorsFile(entries, content.Metadata))));
        Assert.Contains("expected a tensor \"conv1.weights\" [3, 3, 1, 2], got none", RefusalOf([.. content.Entries.Skip(1)]));
        Assert.Contains("expected 4 tensors for small, got 5", RefusalOf([.. content.Entries, odd]));
        Assert.Contains("expected \"conv1.weights\" to be [3, 3, 1, 2], got [18]", RefusalOf([flat, .. content.Entries.Skip(1)]));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() => Assert.Contains(
        "model.safetensors", Assert.Throws<FileNotFoundException>(() => ModelFile.Load(ModelPath)).Message);

    private static Network Build(ulong seed = 3, double rate = 0.5)
    {
        var network = new Network(
            "small",
            new Shape(6, 6, 1),
            new Sequential(new Conv2D(1, 2, kernelSize: 3), new Relu(), new MaxPool2D(2), new Flatten(), new Dropout(rate), new Dense(8, 3)))
        {
            Normalization = InputNormalization.Standard(0.1307f, 0.3081f),
        };
        network.Initialize(seed);
        return network;
    }

    private static byte[] Bytes(Network network) => TestFile.Of(ModelFile.ToSafetensors(network));

    private static float[] Logits(Network network)
    {
        NetworkPlan plan = network.ForInference(2);
        Draw.Numbers(plan.Input.Length, 9).CopyTo(plan.Input.Span);
        plan.Forward();
        return plan.Output.Span.ToArray();
    }
}
