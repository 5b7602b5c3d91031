using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace DigitLab.Reliability.Tests.Fuzzing;

/// <summary>Damage to a safetensors file's header, whose length is put right again, and to the documents within its texts.</summary>
internal static class SafetensorsHeaderText
{
    private const int LengthBytes = 8;

    internal static byte[] Damaged(byte[] file, Random random)
    {
        if (random.Next(4) == 0)
        {
            return Pieces.Damaged(file, random);
        }

        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        string header = Encoding.UTF8.GetString(file, LengthBytes, length);
        header = random.Next(3) > 0 && JsonNode.Parse(header) is { } root && root["__metadata__"] is JsonObject { Count: > 0 } texts
            ? WithDamagedText(root, texts, random)
            : JsonText.Damaged(header, random);
        byte[] bytes = Encoding.UTF8.GetBytes(header), start = new byte[LengthBytes];
        BinaryPrimitives.WriteInt64LittleEndian(start, bytes.Length);
        return [.. start, .. bytes, .. file.AsSpan(LengthBytes + length)];
    }

    private static string WithDamagedText(JsonNode root, JsonObject texts, Random random)
    {
        string key = random.Next(2) == 0 && texts.ContainsKey("architecture") ? "architecture" : texts.ElementAt(random.Next(texts.Count)).Key;
        texts[key] = JsonText.Damaged((string)texts[key]!, random);
        return root.ToJsonString();
    }
}
