using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>How this room writes JSON: names in camelCase, choices as words, nothing unknown and nothing double accepted.</summary>
internal static class TrainingJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,   // files for people: no \u002B for a plus
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>What a type looks like in JSON: its properties' names and kinds.</summary>
    internal static JsonTypeInfo ShapeOf(Type type)
    {
        Options.MakeReadOnly(populateMissingResolver: true);
        return Options.GetTypeInfo(type);
    }

    /// <summary>The value in a part of a document.</summary>
    /// <exception cref="JsonException">It is of the wrong kind.</exception>
    internal static object? Read(JsonNode? node, Type type) => node.Deserialize(type, Options);

    /// <summary>A record as a document.</summary>
    internal static JsonNode? ToNode<T>(T value) => JsonSerializer.SerializeToNode(value, Options);

    /// <summary>A record as text, indented.</summary>
    internal static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>The record in a text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">What to call it in an error.</param>
    /// <exception cref="InvalidDataException">It is no JSON, or a field is missing, unknown, double or of the wrong kind.</exception>
    internal static T Read<T>(string json, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new InvalidDataException($"{name}: expected a JSON object, got null.");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or NotSupportedException)
        {
            // What is wrong may be a word with a line's end in it.
            string what = exception is JsonException ? OneLine.Of(exception.Message) : exception.Message.Split('\n')[0];
            throw new InvalidDataException($"{name}: {what.TrimEnd('.')}.", exception);
        }
    }
}
