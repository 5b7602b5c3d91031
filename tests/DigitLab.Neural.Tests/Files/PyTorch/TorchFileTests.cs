using System.Text;

namespace DigitLab.Neural.Tests.Files.PyTorch;

public class TorchFileTests
{
    private static readonly string[] PlainNames =
    [
        "features.conv.weight", "features.norm.weight", "features.norm.bias", "features.norm.running_mean", "features.norm.running_var",
        "features.norm.num_batches_tracked", "head.weight", "head.bias",
    ];

    [Theory]
    [InlineData("plain-zip.pth")]
    [InlineData("plain-pickles.pth")]
    [InlineData("plain-tar.pth")]
    [InlineData("plain-module-zip.pth")]
    [InlineData("plain-module-pickles.pth")]
    public void All_forms_of_a_file_hold_the_same_tensors(string name)
    {
        IReadOnlyList<NamedTensor> expected = TorchFile.Load(CheckpointFolder.Of("plain-zip.pth")), got = TorchFile.Load(CheckpointFolder.Of(name));

        Assert.Equal(PlainNames, got.Select(tensor => tensor.Name));
        Assert.Equal(new Shape(3, 1, 5, 5), got[0].Value.Shape);
        Assert.Equal(new Shape(10, 48), got[6].Value.Shape);
        Assert.Equal(NumberType.Int64, got[5].Type);
        foreach ((NamedTensor first, NamedTensor second) in expected.Zip(got))
        {
            Bits.AssertSame(first.Value.Span, second.Value.Span, first.Name);
        }
    }

    [Fact]
    public void Of_a_checkpoint_only_the_state_is_taken_not_the_optimizers() =>
        Assert.Equal(PlainNames, TorchFile.Load(CheckpointFolder.Of("checkpoint.pth")).Select(tensor => tensor.Name));

    [Theory]
    [InlineData("types.pth")]
    [InlineData("types-pickles.pth")]
    public void Views_are_read_where_they_lie(string name)
    {
        // The numbers 0 to 23 in four rows of six.
        Dictionary<string, NamedTensor> tensors = TorchFile.Load(CheckpointFolder.Of(name)).ToDictionary(tensor => tensor.Name);

        Assert.Equal(new Shape(6, 4), tensors["turned"].Value.Shape);
        Assert.Equal([0f, 6, 12, 18, 1, 7], tensors["turned"].Value.Span[..6].ToArray());
        Assert.Equal([8f, 9, 10, 14, 15, 16], tensors["part"].Value.Span.ToArray());
    }

    [Theory]
    [InlineData("half", NumberType.Float16)]
    [InlineData("brain", NumberType.BFloat16)]
    [InlineData("double", NumberType.Float64)]
    [InlineData("bytes", NumberType.UInt8)]
    [InlineData("longs", NumberType.Int64)]
    public void Numbers_of_every_type_become_floats(string name, NumberType type)
    {
        NamedTensor tensor = TorchFile.Load(CheckpointFolder.Of("types.pth")).Single(tensor => tensor.Name == name);

        Assert.Equal(type, tensor.Type);
        Assert.Equal(Enumerable.Range(0, 24).Select(number => (float)number), tensor.Value.Span.ToArray());
    }

    [Fact]
    public void A_scalar_is_one_number_and_truth_is_0_and_1()
    {
        IReadOnlyList<NamedTensor> tensors = TorchFile.Load(CheckpointFolder.Of("types.pth"));

        Assert.Equal([2.5f], tensors.Single(tensor => tensor.Name == "scalar").Value.Span.ToArray());
        Assert.Equal(18, tensors.Single(tensor => tensor.Name == "bools").Value.Span.ToArray().Sum());
    }

    [Theory]
    [InlineData("plain-zip.pth", 37)]
    [InlineData("plain-pickles.pth", 1)]
    [InlineData("plain-tar.pth", 101)]
    public void A_file_cut_off_anywhere_is_refused(string name, int step)
    {
        byte[] file = File.ReadAllBytes(CheckpointFolder.Of(name));
        int end = name.Contains("tar", StringComparison.Ordinal) ? Array.FindLastIndex(file, value => value != 0) : file.Length;   // a tar ends in zeros
        for (int length = 0; length < end; length += step)
        {
            byte[] start = file[..length];
            TestFile.Refusal(() => TorchFile.Read(new MemoryStream(start), "test.safetensors"));
        }
    }

    [Theory]
    [InlineData("plain-zip.pth")]
    [InlineData("plain-pickles.pth")]
    [InlineData("plain-module-pickles.pth")]
    [InlineData("plain-tar.pth")]
    public void A_file_damaged_at_any_byte_is_read_or_refused_and_nothing_else(string name)
    {
        byte[] file = File.ReadAllBytes(CheckpointFolder.Of(name));
        for (int i = 0; i < file.Length; i++)
        {
            foreach (byte flip in (byte[])[0xFF, 0x01, 0x80])
            {
                byte[] damaged = [.. file];
                damaged[i] ^= flip;
                TestFile.IsReadOrRefused(() => TorchFile.Read(new MemoryStream(damaged), "test.safetensors"));
            }
        }
    }

    [Theory]
    [InlineData("", "expected a file that PyTorch saved")]
    [InlineData("hello", "expected a file that PyTorch saved")]
    [InlineData("PK\u0003\u0004 and so on", "not a whole PyTorch file")]
    public void Another_file_is_refused(string content, string message) =>
        Assert.Contains(message, TestFile.Refusal(() => TorchFile.Read(new MemoryStream(Encoding.Latin1.GetBytes(content)), "test.safetensors")));
}
