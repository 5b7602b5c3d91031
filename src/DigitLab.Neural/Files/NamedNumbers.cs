using System.Text.Json;

namespace DigitLab.Neural;

/// <summary>The whole numbers of a JSON object, each of which has a known name.</summary>
/// <param name="names">The names, at most 32.</param>
internal sealed class NamedNumbers(string[] names)
{
    private readonly int[] _numbers = new int[names.Length];
    private int _read;   // a bit for each name

    /// <summary>The number of the name at that place; 0 before it is read.</summary>
    internal int this[int place] => _numbers[place];

    /// <summary>Stands before the object's first member.</summary>
    /// <exception cref="JsonException">There is no object.</exception>
    internal static void Begin(ref Utf8JsonReader reader, string what)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"{what}: expected an object, got {reader.TokenType}");
        }
    }

    /// <summary>Whether another member's name comes next; it is read.</summary>
    internal static bool HasNext(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Reads the number behind the name.</summary>
    /// <exception cref="JsonException">It is no whole number, or has none of the names.</exception>
    internal void ReadNext(ref Utf8JsonReader reader)
    {
        for (int i = 0; i < names.Length; i++)
        {
            if (reader.ValueTextEquals(names[i]))
            {
                reader.Read();
                _numbers[i] = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int number)
                    ? number
                    : throw new JsonException($"\"{names[i]}\": expected a whole number");
                _read |= 1 << i;
                return;
            }
        }

        throw new JsonException($"\"{reader.GetString()}\" is not known here");
    }

    /// <summary>Throws unless each name has come.</summary>
    /// <exception cref="JsonException">One is missing.</exception>
    internal void RequireAll(string what)
    {
        for (int i = 0; i < names.Length; i++)
        {
            if ((_read & (1 << i)) == 0)
            {
                throw new JsonException($"{what}: \"{names[i]}\" is missing");
            }
        }
    }

    /// <summary>Writes numbers behind their names.</summary>
    internal static void Write(Utf8JsonWriter writer, ReadOnlySpan<string> names, ReadOnlySpan<int> numbers)
    {
        for (int i = 0; i < names.Length; i++)
        {
            writer.WriteNumber(names[i], numbers[i]);
        }
    }
}
