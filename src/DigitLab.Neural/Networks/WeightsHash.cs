using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace DigitLab.Neural;

/// <summary>A fingerprint of a network's weights: equal for equal bits, whatever file, machine or time they come from.</summary>
public static class WeightsHash
{
    /// <summary>SHA-256 over each parameter's name, shape and numbers (little-endian), in the network's order.</summary>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Of(Network network)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] bytes = [];
        foreach (NamedParameter named in network.Parameters)
        {
            ReadOnlySpan<float> values = named.Parameter.Value.Span;
            hash.AppendData(Encoding.UTF8.GetBytes($"{named.Name} {named.Parameter.Value.Shape}\n"));
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
