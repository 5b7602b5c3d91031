using System.Text.Json;
using System.Text.Json.Serialization;

namespace DigitLab.Neural;

/// <summary>A window in a model file: <c>{"height":5,"width":5,"stride":1,"padding":{…},"dilation":1}</c>.</summary>
/// <remarks>Written out for the reason that <see cref="PaddingJson"/> gives.</remarks>
internal sealed class WindowGeometryJson : JsonConverter<WindowGeometry>
{
    private const string Padding = "padding";
    private static readonly string[] Sizes = ["height", "width", "stride", "dilation"];
    private static readonly PaddingJson PaddingJson = new();

    /// <inheritdoc/>
    public override WindowGeometry Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var sizes = new NamedNumbers(Sizes);
        Padding? padding = null;
        NamedNumbers.Begin(ref reader, "window");
        while (NamedNumbers.HasNext(ref reader))
        {
            if (reader.ValueTextEquals(Padding))
            {
                reader.Read();
                padding = PaddingJson.Read(ref reader, typeof(Padding), options);
            }
            else
            {
                sizes.ReadNext(ref reader);
            }
        }

        sizes.RequireAll("window");
        return new WindowGeometry(sizes[0], sizes[1], sizes[2], padding ?? throw new JsonException($"window: \"{Padding}\" is missing"), sizes[3]);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, WindowGeometry value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        NamedNumbers.Write(writer, Sizes.AsSpan(0, 3), [value.Height, value.Width, value.Stride]);
        writer.WritePropertyName(Padding);
        PaddingJson.Write(writer, value.Padding, options);
        NamedNumbers.Write(writer, Sizes.AsSpan(3), [value.Dilation]);
        writer.WriteEndObject();
    }
}
