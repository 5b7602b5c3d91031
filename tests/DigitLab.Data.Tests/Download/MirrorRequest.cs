namespace DigitLab.Data.Tests.Download;

/// <summary>What a client asked a <see cref="Mirror"/> for.</summary>
public sealed record MirrorRequest(string File, long? Start);
