namespace DigitLab.Data.Tests.Download;

/// <summary>What a <see cref="Mirror"/> answers: a head, a body, and perhaps an accident.</summary>
/// <param name="Body">The bytes.</param>
/// <param name="Status">The first line's number and words.</param>
/// <param name="Range">The Content-Range header, if any.</param>
/// <param name="BreaksOffAfter">After so many bytes of the body the connection is closed.</param>
/// <param name="Stalls">Whether it is kept open then, in silence, instead.</param>
/// <param name="TellsLength">Whether the head has a Content-Length.</param>
public sealed record MirrorAnswer(
    byte[] Body, string Status = "200 OK", string? Range = null, int? BreaksOffAfter = null, bool Stalls = false, bool TellsLength = true)
{
    public static MirrorAnswer NotFound { get; } = new([], "404 Not Found");

    /// <summary>What an honest server of this file answers.</summary>
    public static MirrorAnswer To(MirrorRequest request, byte[] file) => request.Start switch
    {
        null => new MirrorAnswer(file),
        long start when start >= file.Length => new MirrorAnswer([], "416 Range Not Satisfiable", $"bytes */{file.Length}"),
        long start => new MirrorAnswer(file[(int)start..], "206 Partial Content", $"bytes {start}-{file.Length - 1}/{file.Length}"),
    };
}
