using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>SHA-256 over texts and tensors, the same on machines of either byte order.</summary>
internal sealed class TensorHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Dispose() => _hash.Dispose();

    /// <summary>Adds a text and a zero byte, so that two texts are not one.</summary>
    internal void Add(string text) => _hash.AppendData(Encoding.UTF8.GetBytes($"{text}\0"));

    /// <summary>Adds a tensor's name, shape and numbers.</summary>
    internal void Add(NamedTensor entry)
    {
        Add($"{entry.Name} {entry.Value.Shape}");
        if (BitConverter.IsLittleEndian)
        {
            _hash.AppendData(MemoryMarshal.AsBytes(entry.Value.Span));
            return;
        }

        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach (float value in entry.Value.Span)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            _hash.AppendData(bytes);
        }
    }

    /// <summary>The hash in 64 lower-case hexadecimal digits.</summary>
    internal string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());
}
