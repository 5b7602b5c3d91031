namespace DigitLab.Neural;

/// <summary>What a PyTorch file says of a storage where it names it: <c>('storage', type, key, device, count)</c>, and a view in the older form.</summary>
/// <param name="Key">Its name in the file.</param>
/// <param name="Type">How its numbers are held.</param>
/// <param name="Count">How many numbers it has.</param>
/// <param name="View">Key, first number and count of a part of it; null for all.</param>
internal sealed record TorchIdentifier(string Key, NumberType Type, long Count, (long Start, long Count)? View)
{
    // A gigabyte: more than any network here needs.
    private const long MostBytes = 1L << 30;

    /// <summary>How many bytes the numbers take.</summary>
    internal long Bytes => Count * NumberBytes.SizeOf(Type);

    /// <summary>What an identifier says; null if it names no storage.</summary>
    /// <exception cref="InvalidDataException">The type is unknown, or the storage is too large.</exception>
    internal static TorchIdentifier? Of(object? id, string file)
    {
        if (id is not object?[] parts || parts is not ["storage", var type, string key, _, long count, ..])
        {
            return null;
        }

        NumberType known = TorchNumbers.Of(type) ?? throw new InvalidDataException($"{file}: its numbers are of the type {type}, which is not known here: save it as 32-bit floats.");
        (long, long)? view = parts.Length > 5 && parts[5] is object?[] facts && facts is [_, long start, long length] ? (start, length) : null;
        return count >= 0 && count <= MostBytes / NumberBytes.SizeOf(known)
            ? new TorchIdentifier(key, known, count, view)
            : throw new InvalidDataException($"{file}: a storage of {count} numbers is larger than any network's here.");
    }

    /// <summary>The storage, or the part of it that is named.</summary>
    internal TorchStorage Of(TorchStorage storage, string file)
    {
        if (View is not (long start, long count))
        {
            return storage;
        }

        int size = NumberBytes.SizeOf(storage.Type);
        return start >= 0 && count >= 0 && start <= storage.Count - count
            ? storage with { Bytes = storage.Bytes[(int)(start * size)..(int)((start + count) * size)] }
            : throw new InvalidDataException($"{file}: not a whole PyTorch file: a view lies outside its storage.");
    }
}
