using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using DigitLab.Zoo;

namespace DigitLab.Training;

/// <summary>Holds a document that a person wrote against the type that it is to become, and says in words what does not fit and where.</summary>
internal static class JsonShape
{
    /// <summary>Reads a part of a document.</summary>
    /// <param name="node">The part.</param>
    /// <param name="type">What it is to become.</param>
    /// <param name="place">Where it stands: <c>grid.learningRate[3]</c>.</param>
    /// <exception cref="InvalidDataException">It does not fit; the message begins with the place.</exception>
    internal static object? Read(JsonNode? node, Type type, string place)
    {
        Check(node, type, place);
        try
        {
            return TrainingJson.Read(node, type);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or NotSupportedException)
        {
            throw Refusal(place, exception.Message.Split('\n')[0].Split(" Path: ")[0].TrimEnd('.'));
        }
    }

    /// <summary>The names of a type's properties in JSON.</summary>
    internal static IEnumerable<string> NamesOf(Type type) => TrainingJson.ShapeOf(type).Properties.Where(each => each.Set is not null || each.AssociatedParameter is not null).Select(each => each.Name);

    /// <summary>All names below a type, with their ways: <c>optimizer.weightDecay</c>; of a choice of types all choices' names.</summary>
    internal static IEnumerable<(string Path, Type Type)> PathsOf(Type type, string prefix = "") => Kinds(type)
        .SelectMany(kind => NamesOf(kind).Select(name => (Name: name, Type: TypeOf(kind, name))))
        .SelectMany(each => PathsOf(each.Type, $"{prefix}{each.Name}.").Prepend((Path: prefix + each.Name, each.Type)))
        .DistinctBy(each => each.Path);

    /// <summary>The refusal of an unknown name, with the nearest right one.</summary>
    internal static InvalidDataException Unknown(string place, string name, IEnumerable<string> rightNames)
    {
        string[] names = [.. rightNames];
        string? nearest = NameSuggestion.For(name, names) ?? names.FirstOrDefault(right => right.EndsWith($".{name}", StringComparison.OrdinalIgnoreCase));
        return Refusal(place, nearest is null ? $"there is no such key: expected one of {string.Join(", ", names.Where(each => !each.Contains('.')))}" : $"there is no such key: did you mean {nearest}?");
    }

    internal static InvalidDataException Refusal(string place, string what) => new($"{place}: {what}{(what[^1] is '?' or '.' ? "" : ".")}");

    /// <summary>A value as a person wrote it, for a message.</summary>
    internal static string Show(JsonNode? node) => node?.ToJsonString() ?? "null";

    private static void Check(JsonNode? node, Type type, string place)
    {
        Type kind = Nullable.GetUnderlyingType(type) ?? type;
        if (typeof(JsonNode).IsAssignableFrom(kind))
        {
            return;
        }

        if (node is null)
        {
            Require(!type.IsValueType || kind != type, place, Expected(kind), node);
        }
        else if (Expected(kind) is string expected)
        {
            Require(Fits(node, kind), place, expected, node);
        }
        else if (TrainingJson.ShapeOf(kind).Kind == JsonTypeInfoKind.Object)
        {
            CheckObject(node as JsonObject ?? throw Refusal(place, $"expected an object {{ … }}, got {Show(node)}"), kind, place);
        }
    }

    private static void CheckObject(JsonObject node, Type kind, string place)
    {
        string? choice = null;
        if (TrainingJson.ShapeOf(kind).PolymorphismOptions is JsonPolymorphismOptions options)
        {
            choice = options.TypeDiscriminatorPropertyName;
            string[] choices = [.. options.DerivedTypes.Select(derived => (string)derived.TypeDiscriminator!)];
            Require(
                node[choice] is JsonValue value && value.GetValueKind() == JsonValueKind.String && choices.Contains(value.GetValue<string>()),
                $"{place}.{choice}", $"one of {string.Join(", ", choices)}", node[choice]);
            kind = options.DerivedTypes.First(derived => (string)derived.TypeDiscriminator! == node[choice]!.GetValue<string>()).DerivedType;
        }

        foreach ((string name, JsonNode? value) in node.Where(each => each.Key != choice))
        {
            string inner = place.Length == 0 ? name : $"{place}.{name}";
            if (!NamesOf(kind).Contains(name))
            {
                throw Unknown(inner, name, NamesOf(kind));
            }

            Check(value, TypeOf(kind, name), inner);
        }
    }

    private static void Require(bool isGood, string place, string? expected, JsonNode? got)
    {
        if (!isGood)
        {
            throw Refusal(place, $"expected {expected ?? "a value"}, got {Show(got)}");
        }
    }

    // What a simple value must be; null for an object or a list.
    private static string? Expected(Type kind) => kind switch
    {
        _ when kind.IsEnum => $"one of {string.Join(", ", NamesOfEnum(kind))}",
        _ when kind == typeof(int) || kind == typeof(long) => "a whole number",
        _ when kind == typeof(ulong) => "a whole number of at least 0",
        _ when kind == typeof(double) => "a number",
        _ when kind == typeof(bool) => "true or false",
        _ when kind == typeof(string) => "a text in quotes",
        _ => null,
    };

    private static bool Fits(JsonNode node, Type kind) => node is JsonValue value && kind switch
    {
        _ when kind.IsEnum => value.GetValueKind() == JsonValueKind.String && NamesOfEnum(kind).Contains(value.GetValue<string>(), StringComparer.OrdinalIgnoreCase),
        _ when kind == typeof(int) => value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<int>(out _),
        _ when kind == typeof(long) => value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<long>(out _),
        _ when kind == typeof(ulong) => value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<ulong>(out _),
        _ when kind == typeof(double) => value.GetValueKind() == JsonValueKind.Number,
        _ when kind == typeof(bool) => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        _ => value.GetValueKind() == JsonValueKind.String,
    };

    private static IEnumerable<string> NamesOfEnum(Type kind) => Enum.GetNames(kind).Select(JsonNamingPolicy.CamelCase.ConvertName);

    private static IEnumerable<Type> Kinds(Type type)
    {
        Type kind = Nullable.GetUnderlyingType(type) ?? type;
        if (Expected(kind) is not null || typeof(JsonNode).IsAssignableFrom(kind) || TrainingJson.ShapeOf(kind).Kind != JsonTypeInfoKind.Object)
        {
            return [];
        }

        return TrainingJson.ShapeOf(kind).PolymorphismOptions is JsonPolymorphismOptions options
            ? options.DerivedTypes.Select(derived => derived.DerivedType)
            : [kind];
    }

    private static Type TypeOf(Type kind, string name) => TrainingJson.ShapeOf(kind).Properties.First(each => each.Name == name).PropertyType;
}
