using System.Buffers.Binary;
using System.Formats.Tar;
using System.Globalization;

namespace DigitLab.Neural;

/// <summary>PyTorch's form before 0.1.10: a tar archive with the entries storages, tensors and pickle; the pickle names tensors by numbers.</summary>
internal static class TorchTar
{
    internal static bool IsOne(ReadOnlySpan<byte> start) => start.Length >= 262 && start.Slice(257, 5).SequenceEqual("ustar"u8);

    internal static List<NamedTensor> Read(Stream stream, string name)
    {
        Dictionary<string, MemoryStream> entries = Entries(stream);
        Dictionary<string, TorchStorage> storages = Storages(Entry("storages"), name);
        Dictionary<string, NamedTensor> tensors = Tensors(Entry("tensors"), storages, name);
        object? root = PickleReader.Read(Entry("pickle"), name);
        return new TorchState(new TorchTensors(name, stream.Length, id => Key(id) is { } key ? tensors.GetValueOrDefault(key) : null)).Of(root);

        MemoryStream Entry(string which) => entries.TryGetValue(which, out MemoryStream? content)
            ? content
            : throw new InvalidDataException($"{name}: expected a tar archive with \"{which}\", as PyTorch saved, got one without.");
    }

    private static Dictionary<string, MemoryStream> Entries(Stream stream)
    {
        var entries = new Dictionary<string, MemoryStream>(StringComparer.Ordinal);
        using var archive = new TarReader(stream, leaveOpen: true);
        while (archive.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is { } data && entry.Length <= stream.Length)   // not more than there is, before memory is taken
            {
                byte[] bytes = new byte[entry.Length];
                data.ReadExactly(bytes);
                entries.TryAdd(entry.Name, new MemoryStream(bytes));
            }
        }

        return entries;
    }

    // Their number; then of each a tuple (key, device, type) and its numbers; then the list of those that are parts of others.
    private static Dictionary<string, TorchStorage> Storages(Stream stream, string name)
    {
        var storages = new Dictionary<string, TorchStorage>(StringComparer.Ordinal);
        long count = Count(stream, name);
        for (long i = 0; i < count; i++)
        {
            object?[] facts = Tuple(PickleReader.Read(stream, name), length: 3, name);
            NumberType type = TorchNumbers.Of(facts[2]) ?? throw Damaged(name, $"its numbers are of the type {facts[2]}, which is not known here");
            storages[KeyOf(facts[0], name)] = TorchStorage.Read(stream, type, name);
        }

        foreach (object? view in PickleReader.Read(stream, name) as List<object?> ?? throw Damaged(name, "the list of views is missing"))
        {
            object?[] facts = Tuple(view, length: 4, name);
            TorchStorage whole = storages.GetValueOrDefault(KeyOf(facts[1], name)) ?? throw Damaged(name, "a view is of no storage");
            var part = new TorchIdentifier("", whole.Type, whole.Count, (Number(facts[2], name), Number(facts[3], name)));
            storages[KeyOf(facts[0], name)] = part.Of(whole, name);
        }

        return storages;
    }

    // Their number; then of each a tuple (key, storage's key, type), its count of axes in eight bytes, sizes, strides, and its first number's place.
    private static Dictionary<string, NamedTensor> Tensors(Stream stream, Dictionary<string, TorchStorage> storages, string name)
    {
        var tensors = new Dictionary<string, NamedTensor>(StringComparer.Ordinal);
        var makers = new TorchTensors(name, stream.Length, _ => null);
        long count = Count(stream, name);
        for (long i = 0; i < count; i++)
        {
            object?[] facts = Tuple(PickleReader.Read(stream, name), length: 3, name);
            TorchStorage storage = storages.GetValueOrDefault(KeyOf(facts[1], name)) ?? throw Damaged(name, "a tensor lies in no storage");
            long axes = Number(stream) & uint.MaxValue;   // the upper four bytes are anything
            if (axes > 8)
            {
                throw Damaged(name, $"a tensor has {axes} axes");
            }

            long[] sizes = Numbers(stream, (int)axes), strides = Numbers(stream, (int)axes);
            tensors[KeyOf(facts[0], name)] = makers.Strided(storage, Number(stream), sizes, strides);
        }

        return tensors;
    }

    private static long[] Numbers(Stream stream, int count)
    {
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = Number(stream);
        }

        return numbers;
    }

    private static long Number(Stream stream)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        stream.ReadExactly(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    private static long Count(Stream stream, string name) => Number(PickleReader.Read(stream, name), name);

    private static long Number(object? value, string name) => value is long number ? number : throw Damaged(name, "a number is missing");

    private static object?[] Tuple(object? value, int length, string name) =>
        value is object?[] tuple && tuple.Length == length ? tuple : throw Damaged(name, $"{length} facts about a storage or a tensor are missing");

    private static string KeyOf(object? value, string name) => Key(value) ?? throw Damaged(name, "a key is missing");

    // An address in the memory of the process that saved: a number, or its digits.
    private static string? Key(object? value) => value switch
    {
        long number => number.ToString(CultureInfo.InvariantCulture),
        string text => text,
        _ => null,
    };

    private static InvalidDataException Damaged(string name, string what) => new($"{name}: not a whole PyTorch file: {what}.");
}
