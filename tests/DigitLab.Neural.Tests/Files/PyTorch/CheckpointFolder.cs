using System.Runtime.InteropServices;
using System.Text.Json;

namespace DigitLab.Neural.Tests.Files.PyTorch;

/// <summary>The small files that PyTorch saved, from <c>tests/checkpoints</c>.</summary>
internal static class CheckpointFolder
{
    internal static string Of(string name) => Path.Combine(AppContext.BaseDirectory, "checkpoints", name);

    /// <summary>Four pictures [4, 28, 28, 1].</summary>
    internal static float[] Pictures() => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Of("pictures.f32"))).ToArray();

    /// <summary>What PyTorch's network answered them.</summary>
    internal static float[] Answers(string network)
    {
        using JsonDocument answers = JsonDocument.Parse(File.ReadAllText(Of("answers.json")));
        return [.. answers.RootElement.GetProperty(network).EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(logit => logit.GetSingle())];
    }
}
