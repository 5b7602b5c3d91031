using DigitLab.Cli.Output;
using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Cli.Testing;

/// <summary>Networks read the digits, alone and together, and the result is told.</summary>
internal static class EnsembleTest
{
    /// <summary>Reads, and prints a table.</summary>
    /// <param name="models">The networks.</param>
    /// <param name="settings">How they vote.</param>
    /// <param name="digits">The test digits, and those to validate by where the networks share them.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="by">The command, for the runs' records.</param>
    /// <param name="isJson">Whether to print one JSON object and nothing else.</param>
    internal static EnsembleResult Run(
        IReadOnlyList<TestedModel> models, EnsembleSettings settings, DigitSets digits, Workers workers, string by, bool isJson)
    {
        string[] names = [.. models.Select(model => model.Network.Name)];
        DigitProbabilities[] read = Read(models, digits.Test, settings, workers);
        int[] errors = [.. read.Select(own => own.Errors(digits.Test).Count)];
        for (int i = 0; i < models.Count; i++)
        {
            models[i].Note(by, digits.Test, errors[i]);
        }

        TestScore score = Score(settings);
        (int Errors, int Count)? validation = Validate(models, names, settings, digits, workers);
        var result = new EnsembleResult(
            settings,
            digits.Test.Name,
            [.. models.Select((model, i) => new EnsembleMember(model.Title, names[i], WeightsHash.Of(model.Network), errors[i]))],
            score,
            validation?.Errors,
            validation?.Count);
        if (isJson)
        {
            CliJson.Write(result);
            return result;
        }

        // All votes stand side by side; the one that counts was chosen before.
        List<(string, TestScore)> rows = [.. models.Select((model, i) => (model.Title, new TestScore(digits.Test.Count, read[i].Errors(digits.Test))))];
        rows.AddRange(Enum.GetValues<VoteKind>().Select(vote => ($"all {models.Count}, {Word(vote)}", Score(new EnsembleSettings(vote, TwoLevels: false, settings.Views)))));
        if (names.Distinct().Count() is > 1 and int kinds && kinds < names.Length)
        {
            rows.AddRange(Enum.GetValues<VoteKind>().Select(vote => ($"all {models.Count} on two levels, {Word(vote)}", Score(new EnsembleSettings(vote, TwoLevels: true, settings.Views)))));
        }

        TableText.Write(TestScoreTable.Of(settings.Views == 1 ? "network" : $"network, {settings.Views} views", rows));
        if (validation is var (wrong, count))
        {
            Console.WriteLine($"Validation accuracy {100.0 * (count - wrong) / count:F2}% ({wrong:N0} errors in {count:N0})");
        }

        Console.WriteLine($"Ensemble of {models.Count} by {Word(settings.Vote)}{(settings.TwoLevels ? " on two levels" : "")}: {score}");
        return result;

        TestScore Score(EnsembleSettings by) => new(digits.Test.Count, by.Agree(read, names).Errors(digits.Test));
    }

    private static DigitProbabilities[] Read(IReadOnlyList<TestedModel> models, DigitDataset digits, EnsembleSettings settings, Workers workers) =>
        [.. models.Select(model => DigitProbabilities.Read(model.Network, digits, workers, TestTimeViews.Of(settings.Views)))];

    // Only where all networks held back the same digits can they be judged by them together.
    private static (int Errors, int Count)? Validate(
        IReadOnlyList<TestedModel> models, string[] names, EnsembleSettings settings, DigitSets digits, Workers workers)
    {
        TrainingConfiguration[] configurations = [.. models.Where(model => model.RunFolder is not null).Select(model => RunFolder.ConfigurationOf(model.RunFolder!))];
        if (configurations.Length < models.Count
            || configurations[0] is not { Split: SplitKind.Last or SplitKind.Writers, ValidationCount: > 0 }
            || configurations.Any(each => (each.Split, each.ValidationCount, each.Dataset) != (configurations[0].Split, configurations[0].ValidationCount, digits.Name)))
        {
            return null;
        }

        DigitDataset validation = TrainingData.Split(configurations[0], digits).Validation;
        return (settings.Agree(Read(models, validation, settings, workers), names).Errors(validation).Count, validation.Count);
    }

    private static string Word(VoteKind vote) => vote == VoteKind.Mean ? "mean probability" : "majority";
}
