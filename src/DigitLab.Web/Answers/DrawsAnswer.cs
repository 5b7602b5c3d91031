using System.Text.Json.Nodes;

namespace DigitLab.Web;

/// <summary>Random draws from a recipe.</summary>
/// <param name="Flags">The recipe for the command line.</param>
/// <param name="Json">The recipe as it stands in a run's configuration.</param>
/// <param name="Pictures">The digit as a training would see it, epoch by epoch: PNGs in data addresses.</param>
internal sealed record DrawsAnswer(string Flags, JsonNode? Json, IReadOnlyList<string> Pictures);
