using System.Text.Json;
using DigitLab.Neural;

namespace DigitLab.Benchmarks;

/// <summary>The file that tells a peer which network to build: what <c>digitlab models NAME --json</c> writes, as far as the peers read it.</summary>
internal static class NetworkDescription
{
    internal static void Write(Network network, string path)
    {
        object model = new { network.Name, Parameters = network.ParameterCount, Architecture = network.Body.Describe() };
        File.WriteAllText(path, JsonSerializer.Serialize(new[] { model }, JsonSerializerOptions.Web));
    }
}
