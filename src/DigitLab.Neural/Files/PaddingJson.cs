using System.Text.Json;
using System.Text.Json.Serialization;

namespace DigitLab.Neural;

/// <summary>A padding in a model file: <c>{"top":1,"bottom":1,"left":1,"right":1}</c>. Written out, since what the serializer makes of a structure is compiled only when a program runs.</summary>
internal sealed class PaddingJson : JsonConverter<Padding>
{
    private static readonly string[] Sides = ["top", "bottom", "left", "right"];

    /// <inheritdoc/>
    public override Padding Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var pixels = new NamedNumbers(Sides);
        NamedNumbers.Begin(ref reader, "padding");
        while (NamedNumbers.HasNext(ref reader))
        {
            pixels.ReadNext(ref reader);
        }

        pixels.RequireAll("padding");
        return new Padding(pixels[0], pixels[1], pixels[2], pixels[3]);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Padding value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        NamedNumbers.Write(writer, Sides, [value.Top, value.Bottom, value.Left, value.Right]);
        writer.WriteEndObject();
    }
}
