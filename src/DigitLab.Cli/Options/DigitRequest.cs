using DigitLab.Data;

namespace DigitLab.Cli.Options;

/// <summary>Which digits the user wants.</summary>
/// <param name="Folder">Where MNIST's files are; null to look in the usual places.</param>
/// <param name="Choice">MNIST, synthetic digits, or whichever there is.</param>
internal sealed record DigitRequest(string? Folder, DatasetChoice Choice)
{
    /// <summary>The digits that a run or an experiment names.</summary>
    internal static DigitRequest For(string dataset, string? folder) => new(folder, dataset == DigitSets.Synthetic ? DatasetChoice.Synthetic : DatasetChoice.Mnist);
}
