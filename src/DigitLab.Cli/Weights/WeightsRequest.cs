namespace DigitLab.Cli.Weights;

/// <summary>How the recognizer's networks are to be made.</summary>
/// <param name="Folder">Where the files go.</param>
/// <param name="Run">The run whose network is to read; null to make the network that judges.</param>
/// <param name="Network">Which of the networks that read is taken from the run.</param>
/// <param name="Pictures">Rendered digits, and as many other signs, for the judge to learn from.</param>
/// <param name="JudgeEpochs">Epochs of the judge.</param>
/// <param name="Seed">The seed of everything random.</param>
internal sealed record WeightsRequest(string Folder, string? Run, BuiltInNetwork Network, int Pictures, int JudgeEpochs, ulong Seed);
