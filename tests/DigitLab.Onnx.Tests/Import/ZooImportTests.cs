using DigitLab.Neural;
using DigitLab.Zoo;

namespace DigitLab.Onnx.Tests.Import;

/// <summary>What is exported comes in again: the same layers, the same weights.</summary>
public class ZooImportTests
{
    public static TheoryData<string> Names => TestNetworks.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void An_exported_network_is_read_again_bit_for_bit(string name)
    {
        Network network = TestNetworks.Build(name);

        Network read = Again(network, new OnnxExportSettings { FoldsBatchNorm = false });

        Network expected = ModelZoo.Find(name).Build();
        WeightImport.Fill(expected, read.State, "again", WeightLayout.ChannelsLast);
        foreach ((NamedTensor own, NamedTensor again) in network.State.Zip(expected.State))
        {
            Assert.Equal(own.Value.Span.ToArray(), again.Value.Span.ToArray());
        }

        Assert.Equal((network.Name, network.InputShape, network.Normalization.Mean[0]), (read.Name, read.InputShape, read.Normalization.Mean[0]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_folded_network_that_prepares_its_pixels_reads_the_same(string name)
    {
        const int Digits = 50;
        Network network = TestNetworks.Build(name);

        Network read = Again(network, new OnnxExportSettings { Layout = PictureLayout.Nhwc, HasPreprocessing = true });

        Assert.True(read.Body.Children.Count <= network.Body.Children.Count);
        TestNetworks.AssertSame(TestNetworks.Logits(network, Digits).Logits, TestNetworks.Logits(read, Digits).Logits, 1e-4f);
    }

    internal static Network Again(Network network, OnnxExportSettings settings)
    {
        using var file = new MemoryStream();
        OnnxExport.Write(file, network, settings);
        file.Position = 0;
        return OnnxImport.Read(file, "again.onnx");
    }
}
