using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace DigitLab.Neural;

/// <summary>A safetensors file: named tensors of 32-bit floats, and a dictionary of texts.</summary>
/// <remarks>
/// The format: eight bytes with the header's length, little-endian; the header, JSON, which gives each tensor's type, shape and place;
/// the tensors' bytes, little-endian, without a gap. Source: the public description of the safetensors format. Nothing in a file is
/// executed or names a type. The header is written aligned to eight bytes, tensors in the order given.
/// </remarks>
public sealed class SafetensorsFile
{
    private const int LengthBytes = 8;
    private const long LargestHeader = 100_000_000;   // the format's own limit
    private const string MetadataKey = "__metadata__";

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
    public void Write(Stream stream)
    {
        byte[] header = Header();
        Span<byte> length = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (NamedTensor entry in Entries)
        {
            WriteLittleEndian(stream, entry.Value.Span);
        }
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">It is not a safetensors file, is damaged, or holds other numbers than 32-bit floats.</exception>
    public static SafetensorsFile Load(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads the content of a stream to its end.</summary>
    /// <param name="stream">The content; it must know its length.</param>
    /// <param name="name">What to call it in an error.</param>
    /// <exception cref="InvalidDataException">It is not a safetensors file, is damaged, or holds other numbers than 32-bit floats.</exception>
    public static SafetensorsFile Read(Stream stream, string name)
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
            ReadLittleEndian(stream, tensor.Span);
            entries.Add(new NamedTensor(slot.Name, tensor));
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
            foreach (NamedTensor entry in Entries)
            {
                long end = start + ((long)entry.Value.Length * sizeof(float));
                json.WriteStartObject(entry.Name);
                json.WriteString("dtype", SafetensorsHeader.Float32);
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

    private static void WriteLittleEndian(Stream stream, ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            stream.Write(MemoryMarshal.AsBytes(values));
            return;
        }

        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach (float value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }

    private static void ReadLittleEndian(Stream stream, Span<float> values)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        stream.ReadExactly(bytes);
        if (!BitConverter.IsLittleEndian)
        {
            Span<int> bits = MemoryMarshal.Cast<float, int>(values);
            BinaryPrimitives.ReverseEndianness(bits, bits);
        }
    }
}
