using System.Numerics;

namespace DigitLab.Neural;

/// <summary>
/// PyTorch's form from 0.1.10 to 1.5: five pickles one after the other (a magic number, the protocol, the machine, the content, the storages' keys),
/// then each storage with its length in front.
/// </summary>
internal static class TorchPickles
{
    private const long Protocol = 1001;

    // Its pickle begins so, whichever protocol wrote it: PROTO n, LONG1 of ten bytes, the number.
    private static readonly byte[] MagicBytes = [0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];

    internal static bool IsOne(ReadOnlySpan<byte> start) => start is [0x80, _, 0x8a, 10, ..] && start[4..].StartsWith(MagicBytes);

    internal static List<NamedTensor> Read(Stream stream, string name)
    {
        if (PickleReader.Read(stream, name) is not BigInteger magic || magic != new BigInteger(MagicBytes) || PickleReader.Read(stream, name) is not Protocol)
        {
            throw new InvalidDataException($"{name}: expected PyTorch's magic number and protocol {Protocol}, got others.");
        }

        bool isLittleEndian = Machine(PickleReader.Read(stream, name));
        if (!isLittleEndian)
        {
            throw new InvalidDataException($"{name}: its numbers are big-endian: save it anew on a little-endian machine.");
        }

        var named = new Dictionary<string, TorchIdentifier>(StringComparer.Ordinal);
        object? root = PickleReader.Read(stream, name, id =>
        {
            if (TorchIdentifier.Of(id, name) is { } own)
            {
                named.TryAdd(own.Key, own);
            }
        });
        if (PickleReader.Read(stream, name) is not List<object?> keys)
        {
            throw new InvalidDataException($"{name}: not a whole PyTorch file: the list of storages is missing.");
        }

        var storages = new Dictionary<string, TorchStorage>(StringComparer.Ordinal);
        foreach (object? key in keys)
        {
            if (key is not string text || !named.TryGetValue(text, out TorchIdentifier? own))
            {
                throw new InvalidDataException($"{name}: not a whole PyTorch file: a storage has no name in the content.");
            }

            storages[text] = TorchStorage.Read(stream, own.Type, name);
        }

        return new TorchState(new TorchTensors(name, stream.Length, StorageOf)).Of(root);

        object? StorageOf(object? id) =>
            TorchIdentifier.Of(id, name) is { } own && storages.TryGetValue(own.Key, out TorchStorage? storage) ? own.Of(storage, name) : null;
    }

    private static bool Machine(object? facts) =>
        facts is not PickledObject { Items: var items } || items.FirstOrDefault(item => item.Key is "little_endian").Value is not false;
}
