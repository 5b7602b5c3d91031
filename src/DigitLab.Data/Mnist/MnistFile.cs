using System.IO.Compression;
using System.Security.Cryptography;

namespace DigitLab.Data;

/// <summary>One of MNIST's four files, and what its content must be.</summary>
/// <param name="Name">The distributed name, without <c>.gz</c>.</param>
/// <param name="Bytes">The length of the decompressed content.</param>
/// <param name="Sha256">Its SHA-256, in lower-case hexadecimal digits.</param>
public sealed record MnistFile(string Name, long Bytes, string Sha256)
{
    /// <summary>The 60,000 training pictures.</summary>
    public static MnistFile TrainImages { get; } =
        new("train-images-idx3-ubyte", 47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db");

    /// <summary>Their digits.</summary>
    public static MnistFile TrainLabels { get; } =
        new("train-labels-idx1-ubyte", 60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5");

    /// <summary>The 10,000 test pictures.</summary>
    public static MnistFile TestImages { get; } =
        new("t10k-images-idx3-ubyte", 7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7");

    /// <summary>Their digits.</summary>
    public static MnistFile TestLabels { get; } =
        new("t10k-labels-idx1-ubyte", 10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

    /// <summary>All four.</summary>
    public static IReadOnlyList<MnistFile> All { get; } = [TrainImages, TrainLabels, TestImages, TestLabels];

    /// <summary>Whether a file, plain or gz, holds just this content.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public bool Matches(string path)
    {
        using FileStream file = File.OpenRead(path);
        bool isCompressed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        try
        {
            using Stream content = isCompressed ? new GZipStream(file, CompressionMode.Decompress) : file;
            return Convert.ToHexStringLower(HashOf(content)) == Sha256;
        }
        catch (InvalidDataException)
        {
            return false;   // a damaged gz has no content
        }
    }

    // No more is read than the content should have, so that a bomb ends here.
    private byte[] HashOf(Stream content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        for (int read = content.Read(buffer); read > 0 && total <= Bytes; read = content.Read(buffer))
        {
            total += read;
            hash.AppendData(buffer, 0, read);
        }

        return hash.GetHashAndReset();
    }
}
