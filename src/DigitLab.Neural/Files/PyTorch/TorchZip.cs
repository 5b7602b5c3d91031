using System.IO.Compression;

namespace DigitLab.Neural;

/// <summary>PyTorch's form since 1.6: a zip archive with one entry for the pickle and one for each storage.</summary>
internal static class TorchZip
{
    private const string PickleName = "data.pkl";
    private const long LargestPickle = 1 << 26;
    private const int MostUnpacked = 32;   // times the file: PyTorch packs nothing, others seldom to less than a third
    private const long FreeBytes = 1 << 20;

    internal static List<NamedTensor> Read(Stream stream, string name)
    {
        long unpacked = 0;
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        ZipArchiveEntry pickle = archive.Entries.FirstOrDefault(entry => entry.FullName == PickleName || entry.FullName.EndsWith($"/{PickleName}", StringComparison.Ordinal))
            ?? throw new InvalidDataException($"{name}: expected a zip archive with a {PickleName}, as PyTorch saves, got one without.");
        string folder = pickle.FullName[..^PickleName.Length];
        if (archive.GetEntry($"{folder}byteorder") is { } order && !Content(order, mostBytes: 16).AsSpan().StartsWith("little"u8))
        {
            throw new InvalidDataException($"{name}: its numbers are big-endian: save it anew on a little-endian machine.");
        }

        var storages = new Dictionary<string, TorchStorage>(StringComparer.Ordinal);
        using var content = new MemoryStream(Content(pickle, LargestPickle));
        object? root = PickleReader.Read(content, name);
        return new TorchState(new TorchTensors(name, stream.Length, StorageOf)).Of(root);

        object? StorageOf(object? id)
        {
            if (TorchIdentifier.Of(id, name) is not { } own)
            {
                return null;
            }

            if (!storages.TryGetValue(own.Key, out TorchStorage? storage))
            {
                ZipArchiveEntry entry = archive.GetEntry($"{folder}data/{own.Key}") ?? throw new InvalidDataException($"{name}: not a whole PyTorch file: storage {own.Key} is missing.");
                byte[] bytes = Content(entry, own.Bytes);
                storages[own.Key] = storage = bytes.Length == own.Bytes
                    ? new TorchStorage(own.Type, bytes)
                    : throw new InvalidDataException($"{name}: not a whole PyTorch file: expected {own.Bytes} bytes in storage {own.Key}, got {bytes.Length}.");
            }

            return storage;
        }

        byte[] Content(ZipArchiveEntry entry, long mostBytes)
        {
            unpacked += entry.Length;
            if (entry.Length > mostBytes || unpacked > FreeBytes + (MostUnpacked * stream.Length))   // before memory is taken on the archive's word
            {
                throw new InvalidDataException($"{name}: not a whole PyTorch file: expected at most {Math.Min(mostBytes, FreeBytes + (MostUnpacked * stream.Length))} bytes in {entry.FullName}, got {entry.Length}.");
            }

            byte[] bytes = new byte[entry.Length];
            using Stream content = entry.Open();
            content.ReadExactly(bytes);
            return bytes;
        }
    }
}
