using DigitLab.Cli.Options;
using DigitLab.Data;

namespace DigitLab.Cli;

/// <summary>The digits that a command works on, with a warning before all else where they are not people's.</summary>
internal static class FoundDigits
{
    internal static DigitSets For(DigitRequest request, bool isJson, int syntheticTrainingCount = 0)
    {
        DigitSets digits = DigitSets.Find(request.Choice, request.Folder, syntheticTrainingCount);
        WarnOfSynthetic(digits.Test, request, isJson);
        return digits;
    }

    internal static DigitDataset TestFor(DigitRequest request, bool isJson)
    {
        DigitDataset test = DigitSets.FindTest(request.Choice, request.Folder);
        WarnOfSynthetic(test, request, isJson);
        return test;
    }

    private static void WarnOfSynthetic(DigitDataset digits, DigitRequest request, bool isJson)
    {
        if (digits.IsSynthetic)
        {
            // With --json the output is the object alone, which says the same.
            (isJson ? Console.Error : Console.Out).WriteLine(
                "These are SYNTHETIC digits, made by this program: "
                + (request.Choice == DatasetChoice.Synthetic ? "figures on them say little about MNIST." : "MNIST was not found (digitlab data download gets it)."));
        }
    }
}
