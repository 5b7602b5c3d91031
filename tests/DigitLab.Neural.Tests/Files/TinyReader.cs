using System.Text;
using System.Text.Json.Nodes;

namespace DigitLab.Neural.Tests.Files;

/// <summary>A safetensors reader that shares nothing with the engine's: written from the format's description, for whole files only.</summary>
internal static class TinyReader
{
    public static (Dictionary<string, (int[] Shape, float[] Values)> Tensors, Dictionary<string, string> Metadata) Read(byte[] file)
    {
        int headerLength = checked((int)BitConverter.ToUInt64(file, 0)), data = 8 + headerLength;
        JsonObject header = JsonNode.Parse(Encoding.UTF8.GetString(file, 8, headerLength))!.AsObject();
        var tensors = new Dictionary<string, (int[], float[])>();
        var metadata = new Dictionary<string, string>();
        foreach ((string name, JsonNode? node) in header)
        {
            if (name == "__metadata__")
            {
                metadata = node!.AsObject().ToDictionary(text => text.Key, text => (string)text.Value!);
                continue;
            }

            Assert.Equal("F32", (string)node!["dtype"]!);
            int start = (int)node["data_offsets"]![0]!, end = (int)node["data_offsets"]![1]!;
            float[] values = [.. Enumerable.Range(0, (end - start) / 4).Select(i => BitConverter.ToSingle(file, data + start + (4 * i)))];
            tensors.Add(name, ([.. node["shape"]!.AsArray().Select(extent => (int)extent!)], values));
        }

        return (tensors, metadata);
    }
}
