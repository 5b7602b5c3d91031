using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace DigitLab.Neural;

/// <summary>A fingerprint of a network's weights, or of a few networks': equal for equal bits, whatever file, machine or time they come from.</summary>
public static class WeightsHash
{
    /// <summary>SHA-256 over the name, shape and numbers (little-endian) of each tensor of <see cref="Network.State"/>, in order.</summary>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Of(Network network) => Of([network]);

    /// <summary>SHA-256 over the tensors of several networks, one network's after the other's.</summary>
    /// <returns>64 lower-case hexadecimal digits; of one network those of <see cref="Of(Network)"/>.</returns>
    public static string Of(IEnumerable<Network> networks)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] bytes = [];
        foreach (NamedTensor tensor in networks.SelectMany(network => network.State))
        {
            ReadOnlySpan<float> values = tensor.Value.Span;
            hash.AppendData(Encoding.UTF8.GetBytes($"{tensor.Name} {tensor.Value.Shape}\n"));
            Array.Resize(ref bytes, values.Length * sizeof(float));
            for (int i = 0; i < values.Length; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
            }

            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
