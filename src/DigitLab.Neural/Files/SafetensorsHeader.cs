using System.Text.Json;

namespace DigitLab.Neural;

/// <summary>Reads a safetensors file's JSON header, trusting nothing in it.</summary>
internal static class SafetensorsHeader
{
    private static readonly Dictionary<string, NumberType> Types = new(StringComparer.Ordinal)
    {
        ["F32"] = NumberType.Float32,
        ["F16"] = NumberType.Float16,
        ["BF16"] = NumberType.BFloat16,
        ["F64"] = NumberType.Float64,
        ["F8_E4M3"] = NumberType.Float8E4M3,
        ["F8_E5M2"] = NumberType.Float8E5M2,
        ["U8"] = NumberType.UInt8,
        ["I8"] = NumberType.Int8,
        ["U16"] = NumberType.UInt16,
        ["I16"] = NumberType.Int16,
        ["U32"] = NumberType.UInt32,
        ["I32"] = NumberType.Int32,
        ["U64"] = NumberType.UInt64,
        ["I64"] = NumberType.Int64,
        ["BOOL"] = NumberType.Boolean,
    };

    /// <summary>A type as the format spells it.</summary>
    internal static string NameOf(NumberType type) => Types.First(pair => pair.Value == type).Key;

    internal static (List<SafetensorsSlot> Slots, Dictionary<string, string> Metadata) Parse(byte[] header, string file)
    {
        if (header[0] != '{')   // the format's rule: nothing stands before the object, spaces may stand behind it
        {
            throw SafetensorsFile.Damaged(file, "the header does not begin with {");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(header, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Read(document.RootElement, file);
        }
        catch (JsonException exception)
        {
            throw SafetensorsFile.Damaged(file, $"the header is no JSON ({exception.Message.Split('.')[0]})");
        }
        catch (InvalidOperationException)   // this is how the reader says that a text's bytes are no UTF-8, or its escapes no characters
        {
            throw SafetensorsFile.Damaged(file, "a text in the header is no Unicode");
        }
    }

    private static (List<SafetensorsSlot> Slots, Dictionary<string, string> Metadata) Read(JsonElement header, string file)
    {
        if (header.ValueKind != JsonValueKind.Object)
        {
            throw SafetensorsFile.Damaged(file, "the header is no JSON object");
        }

        var slots = new List<SafetensorsSlot>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty property in header.EnumerateObject())
        {
            if (property.Name == "__metadata__")
            {
                ReadMetadata(property.Value, metadata, file);
            }
            else
            {
                slots.Add(ReadSlot(property, file));
            }
        }

        return (slots, metadata);
    }

    private static void ReadMetadata(JsonElement element, Dictionary<string, string> metadata, string file)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw SafetensorsFile.Damaged(file, "the metadata is no JSON object");
        }

        foreach (JsonProperty text in element.EnumerateObject())
        {
            metadata[text.Name] = text.Value.ValueKind == JsonValueKind.String
                ? text.Value.GetString()!
                : throw SafetensorsFile.Damaged(file, $"the metadata \"{text.Name}\" is no text");
        }
    }

    private static SafetensorsSlot ReadSlot(JsonProperty property, string file)
    {
        if (property.Name.Length == 0)
        {
            throw SafetensorsFile.Damaged(file, "a tensor has no name");
        }

        if (property.Value.ValueKind != JsonValueKind.Object
            || !property.Value.TryGetProperty("dtype", out JsonElement type)
            || type.ValueKind != JsonValueKind.String
            || !property.Value.TryGetProperty("shape", out JsonElement extents)
            || !property.Value.TryGetProperty("data_offsets", out JsonElement offsets)
            || !TryNumbers(extents, out long[] shape)
            || !TryNumbers(offsets, out long[] place)
            || place.Length != 2)
        {
            throw SafetensorsFile.Damaged(file, $"tensor \"{property.Name}\" has no dtype, shape and data_offsets");
        }

        if (!Types.TryGetValue(type.GetString()!, out NumberType numberType))
        {
            throw new InvalidDataException(
                $"{file}: expected tensors of dtype {string.Join(", ", Types.Keys)}, got {type.GetString()} for \"{property.Name}\": convert the file to F32.");
        }

        if (shape.Length > 4)
        {
            throw new InvalidDataException($"{file}: expected tensors of at most four axes, got {shape.Length} for \"{property.Name}\".");
        }

        // Multiplied as a shape does it, and the bytes must be there: so the count fits before anything is allocated.
        long count = 1;
        foreach (long extent in shape)
        {
            if (extent > int.MaxValue || (count *= extent) > int.MaxValue)
            {
                throw SafetensorsFile.Damaged(file, $"tensor \"{property.Name}\" is too large, [{string.Join(", ", shape)}]");
            }
        }

        if (count * NumberBytes.SizeOf(numberType) != place[1] - place[0])
        {
            throw SafetensorsFile.Damaged(file, $"tensor \"{property.Name}\" has {count} numbers in the bytes {place[0]} to {place[1]}");
        }

        int[] extentsOrScalar = shape.Length == 0 ? [1] : Array.ConvertAll(shape, extent => (int)extent);
        return new SafetensorsSlot(property.Name, new Shape(extentsOrScalar), numberType, place[0], place[1]);
    }

    private static bool TryNumbers(JsonElement array, out long[] numbers)
    {
        numbers = [];
        if (array.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        var list = new List<long>();
        foreach (JsonElement element in array.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt64(out long number) || number < 0)
            {
                return false;
            }

            list.Add(number);
        }

        numbers = [.. list];
        return true;
    }
}
