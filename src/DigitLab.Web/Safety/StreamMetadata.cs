namespace DigitLab.Web;

/// <summary>Marks an endpoint whose answer goes on for minutes.</summary>
internal sealed record StreamMetadata;
