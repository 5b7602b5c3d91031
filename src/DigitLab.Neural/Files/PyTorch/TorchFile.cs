namespace DigitLab.Neural;

/// <summary>Reads the tensors of a file that PyTorch saved, without Python and without executing anything that the file says.</summary>
/// <remarks>
/// Three forms: the zip archive of PyTorch 1.6 and later, the sequence of pickles of 0.1.10 to 1.5, and the tar archive before that. In each, a
/// state dictionary, a checkpoint with one inside, or a whole module, whose names are then those of its <c>state_dict()</c>. Numbers of
/// any type become 32-bit floats; axes stay as PyTorch has them, channels first.
/// </remarks>
public static class TorchFile
{
    /// <summary>Whether a file begins as PyTorch's files do.</summary>
    /// <param name="start">Its first bytes, 512 of them if there are.</param>
    public static bool IsOne(ReadOnlySpan<byte> start) => IsZip(start) || TorchPickles.IsOne(start) || TorchTar.IsOne(start);

    /// <summary>The tensors of a file, in its order, with their names.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no such file, is damaged, or holds no tensors.</exception>
    public static IReadOnlyList<NamedTensor> Load(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>The tensors of a file's content.</summary>
    /// <param name="stream">The content; it must know its length and its place.</param>
    /// <param name="name">What to call it in an error.</param>
    /// <exception cref="InvalidDataException">It is no such file, is damaged, or holds no tensors.</exception>
    public static IReadOnlyList<NamedTensor> Read(Stream stream, string name) => OneLine.Told(() => ReadContent(stream, name));

    private static List<NamedTensor> ReadContent(Stream stream, string name)
    {
        byte[] start = new byte[512];
        int length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        ReadOnlySpan<byte> head = start.AsSpan(0, length);
        if (!IsOne(head))
        {
            throw new InvalidDataException($"{name}: expected a file that PyTorch saved, got something else.");
        }

        try
        {
            List<NamedTensor> tensors = IsZip(head) ? TorchZip.Read(stream, name) : TorchTar.IsOne(head) ? TorchTar.Read(stream, name) : TorchPickles.Read(stream, name);
            return tensors.Count > 0 ? tensors : throw new InvalidDataException($"{name}: there are no tensors in it.");
        }
        catch (Exception exception) when (exception is EndOfStreamException or FormatException or OverflowException or ArgumentException or NotSupportedException ||   // .NET's archives, of numbers that no time and no length can have, of entries of other kinds
             (exception is InvalidDataException && !exception.Message.StartsWith(name, StringComparison.Ordinal)))
        {
            throw new InvalidDataException($"{name}: not a whole PyTorch file: {exception.Message.TrimEnd('.')}.");
        }
    }

    private static bool IsZip(ReadOnlySpan<byte> start) => start.StartsWith("PK\u0003\u0004"u8);
}
