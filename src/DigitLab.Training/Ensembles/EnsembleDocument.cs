using System.Text.Json.Nodes;

namespace DigitLab.Training;

/// <summary>The keys of an ensemble's definition file.</summary>
internal sealed record EnsembleDocument
{
    public string? Description { get; init; }

    public JsonNode? Of { get; init; }

    public VoteKind Vote { get; init; }

    public bool TwoLevels { get; init; }

    public int Views { get; init; } = 1;

    public double? Aim { get; init; }

    public PublishedResult? Published { get; init; }
}
