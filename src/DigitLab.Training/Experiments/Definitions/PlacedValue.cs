using System.Text.Json.Nodes;

namespace DigitLab.Training;

/// <summary>A value of a definition, with the key that it is for and the place where it stands.</summary>
/// <param name="Key">A key of <c>config.json</c>, or a way into one: <c>optimizer.weightDecay</c>.</param>
/// <param name="Value">The value.</param>
/// <param name="Place">For messages: <c>grid.learningRate[3]</c>.</param>
internal sealed record PlacedValue(string Key, JsonNode? Value, string Place)
{
    /// <summary>The key's first part: a key of <c>config.json</c>.</summary>
    internal string Field => Key.Split('.')[0];

    /// <summary>Whether the key leads into a value and does not stand for the whole of it.</summary>
    internal bool IsInner => Key.Contains('.');
}
