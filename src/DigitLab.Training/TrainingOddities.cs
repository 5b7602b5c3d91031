using DigitLab.Data;

namespace DigitLab.Training;

/// <summary>What is odd about a run's digits, though it can be trained: what a user should hear before the first epoch and not after the last.</summary>
public static class TrainingOddities
{
    /// <summary>A sentence for each oddity; none as a rule.</summary>
    /// <param name="configuration">The run's.</param>
    /// <param name="data">Its digits.</param>
    public static IReadOnlyList<string> Of(TrainingConfiguration configuration, TrainingData data)
    {
        DigitDataset digits = data.Training;
        int[] counts = new int[DigitDataset.Classes];
        for (int i = 0; i < digits.Count; i++)
        {
            counts[digits.Label(i)]++;
        }

        int[] missing = [.. Enumerable.Range(0, DigitDataset.Classes).Where(digit => counts[digit] == 0)];
        List<string> oddities = [];
        if (digits.Count > 0 && missing.Length == DigitDataset.Classes - 1)
        {
            oddities.Add($"All {digits.Count:N0} digits to learn from are {Array.FindIndex(counts, count => count > 0)}s: the network will answer so whatever it sees; learn from digits of all kinds.");
        }
        else if (missing.Length > 0)
        {
            oddities.Add($"Among the {digits.Count:N0} digits to learn from there is no {string.Join(" and no ", missing)}: the network will never give that answer; learn from more digits, or others.");
        }

        if (configuration.BatchSize > digits.Count)
        {
            oddities.Add($"A batch of {configuration.BatchSize:N0} is more than the {digits.Count:N0} digits to learn from: each epoch is one step; try a batch size of {Math.Max(1, digits.Count / 10):N0}.");
        }

        return oddities;
    }
}
