using System.Buffers.Binary;
using System.Security.Cryptography;
using DigitLab.Data;

namespace DigitLab.Training;

/// <summary>A fingerprint of digits: equal for equal pictures and labels in the same order, whatever they are called and wherever they come from.</summary>
public static class DatasetHash
{
    /// <summary>SHA-256 over each dataset's count, height and width (32-bit, little-endian), then each digit's label and pixels.</summary>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    public static string Of(params ReadOnlySpan<DigitDataset> datasets)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> header = stackalloc byte[3 * sizeof(int)];
        foreach (DigitDataset digits in datasets)
        {
            BinaryPrimitives.WriteInt32LittleEndian(header, digits.Count);
            BinaryPrimitives.WriteInt32LittleEndian(header[sizeof(int)..], digits.Height);
            BinaryPrimitives.WriteInt32LittleEndian(header[(2 * sizeof(int))..], digits.Width);
            hash.AppendData(header);
            for (int i = 0; i < digits.Count; i++)
            {
                hash.AppendData([digits.Label(i)]);
                hash.AppendData(digits.Image(i));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
