namespace DigitLab.Cli.Weights;

/// <summary>How the recognizer's networks are to be made.</summary>
/// <param name="Folder">Where the files go.</param>
/// <param name="ReaderRun">The run whose network is to read; null to make the network that judges.</param>
/// <param name="Pictures">Rendered digits, and as many other signs, for the judge to learn from.</param>
/// <param name="JudgeEpochs">Epochs of the judge.</param>
/// <param name="Seed">The seed of everything random.</param>
internal sealed record WeightsRequest(string Folder, string? ReaderRun, int Pictures, int JudgeEpochs, ulong Seed);
