using DigitLab.Neural;
using Xunit.Abstractions;

namespace DigitLab.Onnx.Tests.Export;

/// <summary>Every network of the zoo computes in ONNX Runtime what it computes here.</summary>
public class ZooExportTests(ITestOutputHelper output)
{
    private const float Tolerance = 1e-4f;

    public static TheoryData<string> Names => TestNetworks.Names;

    [OnnxRuntimeTheory]
    [MemberData(nameof(Names))]
    public void ONNX_Runtime_gives_the_same_logits_for_a_thousand_digits(string name)
    {
        using var folder = new WorkFolder();
        Network network = TestNetworks.Build(name);
        (float[] input, float[] logits) = TestNetworks.Logits(network);
        OnnxExport.Save(folder.Of("plain.onnx"), network, new OnnxExportSettings { FoldsBatchNorm = false });

        float[] got = OnnxRuntime.Run(folder.Of("plain.onnx"), input, TestNetworks.Digits, 1, 28, 28);

        output.WriteLine($"{name}: {TestNetworks.AssertSame(logits, got, Tolerance):0.0e+0}, largest logit {logits.Max(MathF.Abs)}");
    }

    [OnnxRuntimeTheory]
    [MemberData(nameof(Names))]
    public void Folded_with_its_preprocessing_inside_and_channels_last_it_takes_pixels(string name)
    {
        using var folder = new WorkFolder();
        Network network = TestNetworks.Build(name);
        (_, float[] logits) = TestNetworks.Logits(network);
        float[] pixels = Array.ConvertAll(TestNetworks.Bytes().ToArray(), pixel => (float)pixel);
        OnnxExport.Save(folder.Of("other.onnx"), network, new OnnxExportSettings { Layout = PictureLayout.Nhwc, HasPreprocessing = true });

        float[] got = OnnxRuntime.Run(folder.Of("other.onnx"), pixels, TestNetworks.Digits, 28, 28, 1);

        output.WriteLine($"{name}: {TestNetworks.AssertSame(logits, got, Tolerance):0.0e+0}");
    }
}
