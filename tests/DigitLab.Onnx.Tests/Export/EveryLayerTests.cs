using DigitLab.Neural;
using DigitLab.Onnx.Tests.Import;

namespace DigitLab.Onnx.Tests.Export;

/// <summary>Layers that no network of the zoo has, on pictures that are not square, in ONNX Runtime and back.</summary>
public class EveryLayerTests
{
    private const int Batch = 7;

    public static TheoryData<string> Names => [.. Networks().Select(network => network.Name)];

    [OnnxRuntimeTheory]
    [MemberData(nameof(Names))]
    public void ONNX_Runtime_computes_it_as_we_do(string name)
    {
        using var folder = new WorkFolder();
        foreach (bool isFolded in (bool[])[false, true])
        {
            Network network = Build(name);
            (float[] input, float[] output) = Run(network);
            OnnxExport.Save(folder.Of("network.onnx"), network, new OnnxExportSettings { Layout = PictureLayout.Nhwc, FoldsBatchNorm = isFolded });

            float[] got = OnnxRuntime.Run(folder.Of("network.onnx"), input, Batch, network.InputShape[0], network.InputShape[1], network.InputShape[2]);

            AssertClose(output, got);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_read_again(string name)
    {
        Network network = Build(name);

        Network read = ZooImportTests.Again(network, new OnnxExportSettings { FoldsBatchNorm = false });

        Assert.Equal(Nameless(network.Body.Describe()), Nameless(read.Body.Describe()));
        AssertClose(Run(network).Output, Run(read).Output);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Folded_it_computes_the_same(string name)
    {
        Network network = Build(name);

        AssertClose(Run(network).Output, Run(BatchNormFolding.Fold(network)).Output);
    }

    private static Network Build(string name)
    {
        Network network = Networks().First(network => network.Name == name);
        TestNetworks.Disturb(network);
        return network;
    }

    private static (float[] Input, float[] Output) Run(Network network)
    {
        NetworkPlan plan = network.ForInference(Batch);
        TestNetworks.Fill(plan.Input.Span, -1, 1);
        plan.Forward();
        return (plan.Input.Span.ToArray(), plan.Output.Span.ToArray());
    }

    private static void AssertClose(float[] expected, float[] got)
    {
        Assert.Equal(expected.Length, got.Length);
        float largest = expected.Max(MathF.Abs);
        Assert.True(largest > 0.01f, $"the largest output is {largest}");
        Assert.All(expected.Zip(got), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 1e-5f * Math.Max(1, largest), $"expected {pair.First}, got {pair.Second}"));
    }

    // Without dropout, which does nothing at inference; and ONNX holds settings as floats.
    private static LayerDescription Nameless(LayerDescription layer) => layer switch
    {
        SequentialDescription chain => new SequentialDescription([.. chain.Layers.Where(each => each is not DropoutDescription).Select(Nameless)]),
        ResidualDescription block => new ResidualDescription((SequentialDescription)Nameless(block.Body), block.Shortcut is null ? null : Nameless(block.Shortcut)),
        SpatialTransformerDescription transformer => new SpatialTransformerDescription((SequentialDescription)Nameless(transformer.Localization), transformer.Grid),
        BatchNormDescription norm => norm with { Name = null, Epsilon = (float)norm.Epsilon },
        LayerNormDescription norm => norm with { Name = null, Epsilon = (float)norm.Epsilon },
        LeakyReluDescription leaky => leaky with { Name = null, Slope = (float)leaky.Slope },
        TanhDescription tanh => new TanhDescription((float)tanh.Amplitude, (float)tanh.Steepness),
        _ => layer with { Name = null },
    };

    private static IEnumerable<Network> Networks()
    {
        var odd = new Shape(9, 11, 2);
        Layer[] Head(int height, int width, int channels) => [new Flatten(), new Dense(height * width * channels, 5)];
        yield return new Network("activations", odd, new Sequential(
            [new Conv2D(2, 3, 3), new LeakyRelu(0.1), new Conv2D(3, 4, 3), new Gelu(), new Conv2D(4, 4, 1), new Gelu(isApproximate: true), new Sigmoid(), new Tanh(1.5, 0.5), .. Head(5, 7, 4), new Softmax()]));
        yield return new Network("windows", odd, new Sequential(
            [new ZeroPad2D(new Padding(1, 2, 3, 0)), new Conv2D(2, 3, new WindowGeometry(3, 2, 2, new Padding(1, 0, 2, 1), 2)), new MaxPool2D(2, 1, 1), new AveragePool2D(3, 1, 1), new AveragePool2D(2, 1, 1, countsPadding: false), new GlobalAveragePool2D(), new Dense(3, 5)]));
        yield return new Network("depthwise", odd, new Sequential(
            [new DepthwiseConv2D(2, 3, padding: 1), new BatchNorm(2), new Relu(), new DepthwiseConv2D(2, 3, stride: 2, hasBias: false), .. Head(4, 5, 2)]));
        yield return new Network("normalized", odd, new Sequential(
            [new LayerNorm(2), new Conv2D(2, 4, 3, hasBias: false), new Relu(), new BatchNorm(4), new Conv2D(4, 3, 3), new BatchNorm(3), new Flatten(), new Dropout(0.5), new Dense(105, 6), new LayerNorm(6), new Dense(6, 5)]));
        yield return new Network("blocks", odd, new Sequential(
            [new Residual(new Sequential(new Conv2D(2, 2, 3, padding: 1), new BatchNorm(2), new Relu())), new Residual(new Sequential(new Conv2D(2, 3, 3, padding: 1), new Relu(), new Conv2D(3, 3, 3, padding: 1)), new Conv2D(2, 3, 1)), .. Head(9, 11, 3)]));
        foreach (SpatialGrid grid in (SpatialGrid[])[new AffineGrid(), new AffineGrid(SamplingConvention.Published), new ThinPlateGrid(), new ThinPlateGrid(4, 0.8, SamplingConvention.Published)])
        {
            yield return new Network($"transformer, {grid.Title}", odd, new Sequential(
                [new SpatialTransformer(new Sequential(new Conv2D(2, 3, 3), new Relu(), new Flatten(), SpatialTransformer.Head(189, grid)), grid), .. Head(9, 11, 2)]));
        }
    }
}
