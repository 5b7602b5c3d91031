using System.Runtime.InteropServices;
using DigitLab.Neural;
using DigitLab.Zoo;

namespace DigitLab.Onnx.Tests.Import;

/// <summary>The zoo's networks as PyTorch saved them, made once for all tests, with its answers.</summary>
public sealed class PyTorchZoo : IDisposable
{
    internal const int Digits = 100;

    internal static readonly string[] Published = ["published-lenet53", "published-lenet53-stn", "published-lenet53-tpn"];

    private readonly WorkFolder _folder = new();
    private readonly Lazy<string?> _failure;

    public PyTorchZoo() => _failure = new Lazy<string?>(Make);

    public void Dispose() => _folder.Dispose();

    /// <summary>A file of the network of that name.</summary>
    internal string Of(string name)
    {
        Assert.True(_failure.Value is null, _failure.Value);
        return _folder.Of(name);
    }

    /// <summary>What PyTorch answers to the first digits.</summary>
    internal float[] Logits(string name) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Of($"{name}.f32"))).ToArray();

    private string? Make()
    {
        Network any = TestNetworks.Build("softmax");
        File.WriteAllBytes(_folder.Of("pictures.f32"), MemoryMarshal.AsBytes(TestNetworks.Logits(any, Digits).Input.AsSpan()).ToArray());
        string tests = Tests();
        return PyTorch.Run([Path.Combine(tests, "checkpoints", "zoo_checkpoints.py"), Path.Combine(tests, "oracle", "architectures"), _folder.Of(""), .. ModelZoo.All.Select(model => model.Name), .. Published]);
    }

    private static string Tests()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DigitLab.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "tests");
    }
}
