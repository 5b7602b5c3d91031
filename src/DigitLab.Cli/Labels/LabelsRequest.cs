using DigitLab.Cli.Options;
using DigitLab.Training;

namespace DigitLab.Cli.Labels;

/// <summary>What the user asked of the label doctor.</summary>
/// <param name="Networks">Whose predictions are averaged.</param>
/// <param name="Folds">In how many parts the digits are read.</param>
/// <param name="Epochs">Epochs of each training.</param>
/// <param name="Recipe">How the networks are trained.</param>
/// <param name="Seed">The seed of everything random.</param>
/// <param name="Output">The folder for what is found, and for the trainings.</param>
/// <param name="Digits">Where the digits come from.</param>
/// <param name="Threads">Threads to compute with.</param>
/// <param name="IsJson">Whether to print one JSON object and nothing else.</param>
internal sealed record LabelsRequest(
    IReadOnlyList<string> Networks, int Folds, int Epochs, RecipeKind Recipe, ulong Seed, string Output, DigitRequest Digits, int Threads, bool IsJson);
