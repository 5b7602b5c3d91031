namespace DigitLab.Cli.Weights;

/// <summary>How the recognizer's networks are to be made.</summary>
/// <param name="Folder">Where the two files go.</param>
/// <param name="Model">The zoo's name of the network that reads.</param>
/// <param name="Pictures">Rendered digits, and as many other signs, to learn from.</param>
/// <param name="Epochs">Epochs of the network that reads.</param>
/// <param name="JudgeEpochs">Epochs of the network that judges.</param>
/// <param name="Seed">The seed of everything random.</param>
/// <param name="Part">Which of the two.</param>
internal sealed record WeightsRequest(string Folder, string Model, int Pictures, int Epochs, int JudgeEpochs, ulong Seed, WeightsPart Part);
