using System.Text.Json;
using System.Text.Json.Nodes;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>The text of a definition file: JSON in which comments, and commas too many, are passed over.</summary>
internal static class DefinitionText
{
    private static readonly JsonDocumentOptions Leniency = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    /// <summary>Makes something of a definition's text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">What to call it in an error.</param>
    /// <param name="read">Makes it.</param>
    /// <exception cref="InvalidDataException">It is no definition; the message names the place, in one line.</exception>
    internal static T Parse<T>(string json, string name, Func<JsonNode?, T> read)
    {
        try
        {
            return read(ToNode(json));
        }
        catch (JsonException exception)
        {
            string place = exception.LineNumber is long line ? $"{name}, line {line + 1}, column {exception.BytePositionInLine + 1}" : name;
            throw new InvalidDataException(OneLine.Of($"{place}: {exception.Message.Split(" LineNumber:")[0].TrimEnd('.')}."), exception);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException(OneLine.Of($"{name}, {exception.Message}"), exception);
        }
    }

    /// <summary>A definition's text as a document.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    internal static JsonNode? ToNode(string json)
    {
        try
        {
            JsonNode? node = JsonNode.Parse(json, documentOptions: Leniency);
            node?.ToJsonString();   // texts are only looked at when they are asked for
            return node;
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A text in it is no Unicode: half a character is escaped in it.", exception);
        }
    }

    /// <summary>An accuracy that is to be reached, in percent.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    internal static double? CheckedAim(double? aim) =>
        aim is null or (> 0 and <= 100) ? aim : throw JsonShape.Refusal("aim", $"expected an accuracy in percent, above 0 and at most 100, got {aim}");
}
