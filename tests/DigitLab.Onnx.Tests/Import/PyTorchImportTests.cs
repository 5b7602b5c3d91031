using System.Globalization;
using DigitLab.Neural;
using DigitLab.Zoo;

namespace DigitLab.Onnx.Tests.Import;

/// <summary>Every network of the zoo, built and saved by PyTorch, computes here what it computes there.</summary>
/// <param name="zoo">PyTorch's files.</param>
public class PyTorchImportTests(PyTorchZoo zoo) : IClassFixture<PyTorchZoo>
{
    private const float Tolerance = 1e-4f;

    private static readonly Lock Table = new();

    public static TheoryData<string> Names => TestNetworks.Names;

    public static TheoryData<string> Published => [.. PyTorchZoo.Published];

    [PyTorchTheory]
    [MemberData(nameof(Names))]
    public void A_network_of_PyTorch_gives_its_logits_here(string name)
    {
        float[] expected = zoo.Logits(name);

        float checkpoint = Difference(expected, Filled(name, TorchFile.Load(zoo.Of($"{name}.pth"))));
        float safetensors = Difference(expected, Filled(name, SafetensorsFile.Load(zoo.Of($"{name}.safetensors")).Entries));
        Network graph = Normalized(OnnxImport.Load(zoo.Of($"{name}.onnx")));
        float onnx = Difference(expected, graph);
        if (name == "lenet5-original")
        {
            Assert.Equal(2, graph.Body.Children.Count(layer => layer is TrainableSubsampling2D));   // from a mean, a product and a sum
        }

        WriteRow(name, checkpoint, safetensors, onnx);
    }

    [PyTorchTheory]
    [MemberData(nameof(Published))]
    public void The_published_family_gives_its_logits_here_by_its_own_convention(string name)
    {
        string model = name["published-".Length..];
        Network network = Resampled(ModelZoo.Find(model).Build());

        WeightMap map = WeightImport.Fill(network, TorchFile.Load(zoo.Of($"{name}.pth")), name);

        Difference(zoo.Logits(name), Normalized(network));
        Assert.Equal("conv1.weight", map.Matches.Single(match => match.Name == "conv1.weights").From);
        Assert.Equal("bn5.running_mean", map.Matches.Single(match => match.Name == "bn5.mean").From);
    }

    private static Network Filled(string name, IReadOnlyList<NamedTensor> tensors)
    {
        Network network = ModelZoo.Find(name).Build();
        WeightImport.Fill(network, tensors, name);
        return Normalized(network);
    }

    private static Network Normalized(Network network)
    {
        network.Normalization = InputNormalization.Standard(0.1307f, 0.3081f);
        return network;
    }

    private static Network Resampled(Network network)
    {
        var body = (SequentialDescription)network.Body.Describe();
        LayerDescription[] layers =
        [
            .. body.Layers.Select(layer => layer is SpatialTransformerDescription transformer
                ? transformer with { Grid = transformer.Grid is AffineGrid ? new AffineGrid(SamplingConvention.Published) : new ThinPlateGrid(Convention: SamplingConvention.Published) }
                : layer),
        ];
        return new Network(network.Name, network.InputShape, (Sequential)new SequentialDescription(layers).Build());
    }

    private static float Difference(float[] expected, Network network) =>
        TestNetworks.AssertSame(expected, TestNetworks.Logits(network, PyTorchZoo.Digits).Logits, Tolerance);

    // The table of docs/formats.md is made of these rows, on demand.
    private static void WriteRow(string name, float checkpoint, float safetensors, float onnx)
    {
        if (Environment.GetEnvironmentVariable("DIGITLAB_FORMATS_TABLE") is not { Length: > 0 } path || OnnxRuntime.Folder is null)
        {
            return;
        }

        using var folder = new WorkFolder();
        Network network = TestNetworks.Build(name);
        (float[] input, float[] logits) = TestNetworks.Logits(network);
        OnnxExport.Save(folder.Of("network.onnx"), network);
        float runtime = TestNetworks.AssertSame(logits, OnnxRuntime.Run(folder.Of("network.onnx"), input, TestNetworks.Digits, 1, 28, 28), Tolerance);
        float again = TestNetworks.AssertSame(logits, TestNetworks.Logits(OnnxImport.Load(folder.Of("network.onnx"))).Logits, Tolerance);
        string[] cells = [name, Cell(logits.Max(MathF.Abs)), Cell(runtime), Cell(again), Cell(checkpoint), Cell(safetensors), Cell(onnx)];
        lock (Table)
        {
            File.AppendAllText(path, $"| {string.Join(" | ", cells)} |\n");
        }
    }

    private static string Cell(float value) => value >= 0.1f ? value.ToString("0.0", CultureInfo.InvariantCulture) : value == 0 ? "0" : value.ToString("0.0e-0", CultureInfo.InvariantCulture);
}
