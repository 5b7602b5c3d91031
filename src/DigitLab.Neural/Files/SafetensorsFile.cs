using System.Buffers.Binary;
using System.Text.Json;

namespace DigitLab.Neural;

/// <summary>A safetensors file: named tensors, and a dictionary of texts.</summary>
/// <remarks>
/// The format: eight bytes with the header's length, little-endian; the header, JSON, which gives each tensor's type, shape and place;
/// the tensors' bytes, little-endian, without a gap. Source: the public description of the safetensors format. Nothing in a file is
/// executed or names a type. Numbers of any type (<see cref="NumberType"/>) become 32-bit floats. The header is written aligned to eight bytes,
/// tensors in the order given, but larger numbers before smaller ones, so that each lies aligned.
/// </remarks>
public sealed class SafetensorsFile
{
    private const int LengthBytes = 8;
    private const long LargestHeader = 100_000_000;   // the format's own limit
    private const string MetadataKey = "__metadata__";
    private const int PieceLength = 1 << 16;

    /// <summary>A file's content.</summary>
    /// <param name="entries">The tensors; names are unique.</param>
    /// <param name="metadata">The texts.</param>
    /// <exception cref="ArgumentException">A name stands twice, is empty or reserved.</exception>
    public SafetensorsFile(IReadOnlyList<NamedTensor> entries, IReadOnlyDictionary<string, string> metadata)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { "", MetadataKey };
        foreach (NamedTensor entry in entries)
        {
            if (!names.Add(entry.Name))
            {
                throw new ArgumentException($"A tensor cannot be called \"{entry.Name}\": the name stands twice, is empty or reserved.", nameof(entries));
            }
        }

        (Entries, Metadata) = (entries, metadata);
    }

    /// <summary>The tensors, in the order of their bytes.</summary>
    public IReadOnlyList<NamedTensor> Entries { get; }

    /// <summary>The texts.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The tensor of that name, or null.</summary>
    public Tensor? Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name)?.Value;

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, Write);

    /// <summary>Writes the content to a stream.</summary>
    /// <exception cref="ArgumentException">A tensor's type is not a float of 16 bits or more.</exception>
    public void Write(Stream stream)
    {
        byte[] header = Header();
        Span<byte> length = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (NamedTensor entry in Aligned())
        {
            Write(stream, entry);
        }
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">It is not a safetensors file, is damaged, or holds numbers of an unknown type.</exception>
    public static SafetensorsFile Load(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads the content of a stream to its end.</summary>
    /// <param name="stream">The content; it must know its length.</param>
    /// <param name="name">What to call it in an error.</param>
    /// <exception cref="InvalidDataException">It is not a safetensors file, is damaged, or holds numbers of an unknown type.</exception>
    public static SafetensorsFile Read(Stream stream, string name) => OneLine.Told(() => ReadContent(stream, name));

    private static SafetensorsFile ReadContent(Stream stream, string name)
    {
        if (stream.Length < LengthBytes)
        {
            throw Damaged(name, $"expected a header, got {stream.Length} bytes");
        }

        Span<byte> length = stackalloc byte[LengthBytes];
        stream.ReadExactly(length);
        long headerLength = BinaryPrimitives.ReadInt64LittleEndian(length);
        if (headerLength is < 2 or > LargestHeader || headerLength > stream.Length - LengthBytes)
        {
            throw Damaged(name, $"expected a header within {stream.Length} bytes, got a length of {headerLength}");
        }

        byte[] header = new byte[headerLength];
        stream.ReadExactly(header);
        return ReadTensors(stream, name, header, stream.Length - LengthBytes - headerLength);
    }

    private static SafetensorsFile ReadTensors(Stream stream, string name, byte[] header, long dataLength)
    {
        (List<SafetensorsSlot> slots, Dictionary<string, string> metadata) = SafetensorsHeader.Parse(header, name);
        slots.Sort((a, b) => (a.Start, a.End).CompareTo((b.Start, b.End)));   // an empty tensor comes before the one that starts where it does
        long end = 0;
        foreach (SafetensorsSlot slot in slots)
        {
            if (slot.Start != end || slot.End < slot.Start)
            {
                throw Damaged(name, $"expected tensor \"{slot.Name}\" at byte {end}, got {slot.Start} to {slot.End}");
            }

            end = slot.End;
        }

        if (end != dataLength)
        {
            throw Damaged(name, $"expected {end} bytes of tensors, got {dataLength}: the file is {(end > dataLength ? "truncated" : "too long")}");
        }

        var entries = new List<NamedTensor>(slots.Count);
        foreach (SafetensorsSlot slot in slots)
        {
            var tensor = new Tensor(slot.Shape);
            Read(stream, slot.Type, tensor.Span);
            entries.Add(new NamedTensor(slot.Name, tensor) { Type = slot.Type });
        }

        return new SafetensorsFile(entries, metadata);
    }

    internal static InvalidDataException Damaged(string name, string what) =>
        new($"{name}: not a whole safetensors file: {what}.");

    private byte[] Header()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataKey);
            foreach ((string key, string text) in Metadata)
            {
                json.WriteString(key, text);
            }

            json.WriteEndObject();
            long start = 0;
            foreach (NamedTensor entry in Aligned())
            {
                long end = start + ((long)entry.Value.Length * NumberBytes.SizeOf(entry.Type));
                json.WriteStartObject(entry.Name);
                json.WriteString("dtype", SafetensorsHeader.NameOf(entry.Type));
                json.WriteStartArray("shape");
                foreach (int extent in entry.Value.Shape.ToArray())
                {
                    json.WriteNumberValue(extent);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(start);
                json.WriteNumberValue(end);
                json.WriteEndArray();
                json.WriteEndObject();
                start = end;
            }

            json.WriteEndObject();
        }

        while (buffer.Length % 8 != 0)
        {
            buffer.WriteByte((byte)' ');   // the format allows spaces behind the header, so that tensors start aligned
        }

        return buffer.ToArray();
    }

    // Larger numbers first, else as given: so every tensor starts at a multiple of its numbers' size.
    private IEnumerable<NamedTensor> Aligned() => Entries.OrderByDescending(entry => NumberBytes.SizeOf(entry.Type));

    // In pieces, so that no second copy of a large tensor is made.
    private static void Write(Stream stream, NamedTensor entry)
    {
        byte[] bytes = new byte[PieceLength * NumberBytes.SizeOf(entry.Type)];
        for (int start = 0; start < entry.Value.Length; start += PieceLength)
        {
            ReadOnlySpan<float> piece = entry.Value.Span.Slice(start, Math.Min(PieceLength, entry.Value.Length - start));
            Span<byte> own = bytes.AsSpan(0, piece.Length * NumberBytes.SizeOf(entry.Type));
            NumberBytes.Write(entry.Type, piece, own);
            stream.Write(own);
        }
    }

    private static void Read(Stream stream, NumberType type, Span<float> values)
    {
        byte[] bytes = new byte[Math.Min(PieceLength, values.Length) * NumberBytes.SizeOf(type)];
        for (int start = 0; start < values.Length; start += PieceLength)
        {
            Span<float> piece = values.Slice(start, Math.Min(PieceLength, values.Length - start));
            Span<byte> own = bytes.AsSpan(0, piece.Length * NumberBytes.SizeOf(type));
            stream.ReadExactly(own);
            NumberBytes.Read(type, own, piece);
        }
    }
}
