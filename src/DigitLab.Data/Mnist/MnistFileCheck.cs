namespace DigitLab.Data;

/// <summary>What a file was found to hold.</summary>
/// <param name="File">What it should be.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="Bytes">The length of its decompressed content; one more than expected where it is longer.</param>
/// <param name="Sha256">The content's SHA-256; empty where it could not be decompressed or is too long.</param>
public sealed record MnistFileCheck(MnistFile File, string Path, long Bytes, string Sha256)
{
    /// <summary>Whether the content is the known one, bit for bit.</summary>
    public bool IsRight => Bytes == File.Bytes && Sha256 == File.Sha256;

    /// <summary>A sentence about it.</summary>
    public override string ToString() => this switch
    {
        { IsRight: true } => $"{Path}: MNIST's own content.",
        _ when Bytes > File.Bytes => $"{Path}: expected MNIST's {File.Bytes} bytes, got more: this is another dataset or a damaged file.",
        _ when Sha256.Length == 0 => $"{Path}: expected whole gzip data, got damaged data after {Bytes} bytes: fetch the file anew.",
        _ when Bytes < File.Bytes => $"{Path}: expected MNIST's {File.Bytes} bytes, got {Bytes}: the file is cut off or another dataset's.",
        _ => $"{Path}: expected SHA-256 {File.Sha256}, got {Sha256}: this is another dataset or a damaged file.",
    };
}
