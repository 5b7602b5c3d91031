namespace DigitLab.Data;

/// <summary>How far a download is.</summary>
/// <param name="File">The file's name; empty while waiting.</param>
/// <param name="Stage">What is going on.</param>
/// <param name="Bytes">Bytes of the compressed file that are here, those of an earlier, broken-off download included.</param>
/// <param name="Total">How many it has; null if the mirror did not say.</param>
public readonly record struct DownloadProgress(string File, DownloadStage Stage, long Bytes = 0, long? Total = null);
