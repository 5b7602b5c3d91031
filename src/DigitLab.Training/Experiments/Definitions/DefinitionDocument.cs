using System.Text.Json.Nodes;

namespace DigitLab.Training;

/// <summary>The keys of a definition file.</summary>
internal sealed record DefinitionDocument
{
    public string? Description { get; init; }

    public required JsonObject Base { get; init; }

    public JsonNode? Grid { get; init; }

    public JsonNode? Seeds { get; init; }

    public MonitoredScore Score { get; init; } = MonitoredScore.ValidationAccuracy;

    public string? InitialFrom { get; init; }

    public TeacherDocument? Teacher { get; init; }

    public JsonNode? Pruning { get; init; }

    public TestReading Test { get; init; } = TestReading.Winner;

    public double? Aim { get; init; }

    public JsonNode? Ensemble { get; init; }

    public PublishedResult? Published { get; init; }
}
