using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DigitLab.Cli.Output;

/// <summary>How <c>--json</c> writes: names in camelCase, choices as words.</summary>
internal static class CliJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The same names and signs on one line.</summary>
    internal static JsonSerializerOptions Plain { get; } = new(Options) { WriteIndented = false };

    internal static void Write<T>(T value) => Console.Out.WriteLine(Text(value));

    internal static string Text<T>(T value) => JsonSerializer.Serialize(value, Options);
}
