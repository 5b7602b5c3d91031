using DigitLab.Cli.Output;
using DigitLab.Data;
using DigitLab.Imaging;
using DigitLab.Insight;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Cli.Labels;

/// <summary>Ranks all training and test digits by how much networks doubt their labels that have not learned from them.</summary>
internal static class LabelDoctor
{
    private const int SheetCount = 100;
    private const int SheetColumns = 10;
    private const int SheetScale = 2;

    /// <summary>Trains, ranks, writes the sheets and <c>labels.json</c>.</summary>
    /// <returns>The exit code.</returns>
    internal static int Run(LabelsRequest request)
    {
        DigitSets sets = FoundDigits.For(request.Digits, request.IsJson, DigitSets.SyntheticTrainingCount);
        DigitDataset all = DigitDataset.Concat($"{sets.Name}-all", sets.Training, sets.Test);
        using var workers = new Workers(request.Threads);
        using var interruption = new Interruption();
        var validation = new CrossValidation(all, request.Folds, workers);
        var predictions = new List<DigitProbabilities>();
        foreach (string name in request.Networks)
        {
            TrainingConfiguration recipe = ZooRecipes.Find(name, request.Recipe);
            recipe = recipe with { MaxEpochs = request.Epochs, Seed = request.Seed, Dataset = all.Name };
            predictions.Add(validation.Predict(recipe, Path.Combine(request.Output, "runs"), (fold, errors, count) => Tell(request, name, fold, errors, count), interruption.Token));
        }

        IReadOnlyList<DoubtfulLabel> ranked = ConfidentLearning.Rank([.. Enumerable.Range(0, all.Count).Select(index => (int)all.Label(index))], Ensemble.Vote(predictions, VoteKind.Mean));
        FoundLabel[] training = Of(ranked, "training", 0, sets.Training.Count), test = Of(ranked, "test", sets.Training.Count, sets.Test.Count);
        string[] files = [.. Write(request.Output, "training", sets.Training, training), .. Write(request.Output, "test", sets.Test, test)];
        string list = Path.Combine(request.Output, "labels.json");
        bool isMnist = sets.Name == DigitSets.Mnist && sets.Test.Count == DigitSets.SyntheticTestCount;
        int[] known = isMnist ? [.. test.Take(SheetCount).Select(label => label.Index).Intersect(DoubtfulDigits.Places).Order()] : [];
        var found = new
        {
            request.Networks,
            request.Folds,
            Recipe = request.Recipe,
            Issues = training.Count(label => label.IsIssue) + test.Count(label => label.IsIssue),
            KnownAmongTheFirst100OfTheTestSet = known,
            Test = Doubted(test),
            Training = Doubted(training),
        };
        AtomicFile.WriteText(list, CliJson.Text(found) + "\n");
        if (request.IsJson)
        {
            Console.WriteLine(CliJson.Text(found));
            return ExitCode.Success;
        }

        Console.WriteLine($"{found.Issues:N0} of {all.Count:N0} labels are doubtful to confident learning ({test.Count(label => label.IsIssue):N0} of the test digits): {list}; sheets {string.Join(", ", files)}");
        if (isMnist)
        {
            Console.WriteLine($"Of the {DoubtfulDigits.Places.Count} test digits that people doubt, {known.Length} are among the first {SheetCount} of the test set: {string.Join(' ', known)}");
        }

        return ExitCode.Success;
    }

    private static void Tell(LabelsRequest request, string name, int fold, int errors, int count)
    {
        if (!request.IsJson)
        {
            Console.WriteLine($"{name}, part {fold} of {request.Folds}: {errors:N0} of {count:N0} digits read otherwise than labelled");
        }
    }

    // All issues, and the first 100 in any case.
    private static IEnumerable<FoundLabel> Doubted(FoundLabel[] labels) => labels.Where(label => label.IsIssue || label.Rank <= SheetCount);

    private static FoundLabel[] Of(IReadOnlyList<DoubtfulLabel> ranked, string set, int first, int count) =>
    [
        .. ranked.Where(label => label.Index >= first && label.Index < first + count).Select((label, rank) => new FoundLabel(
            rank + 1, set, label.Index - first, label.Label, label.Suggested, label.LabelProbability, label.SuggestedProbability, label.IsIssue)),
    ];

    // A PNG to look at, and an SVG that says what each is.
    private static string[] Write(string folder, string set, DigitDataset digits, FoundLabel[] labels)
    {
        FoundLabel[] first = [.. labels.Take(SheetCount)];
        GrayImage[] pictures = [.. first.Select(label => new GrayImage(digits.Width, digits.Height, digits.Image(label.Index)))];
        string png = Path.Combine(folder, $"{set}.png"), svg = Path.Combine(folder, $"{set}.svg");
        byte[] sheet = PngEncoder.Encode(ContactSheet.Of(pictures, SheetColumns, SheetScale));
        AtomicFile.Write(png, stream => stream.Write(sheet));
        Tile[] tiles = [.. first.Select((label, i) => Tile.Of(pictures[i], $"{label.Index}: {label.Label}, or {label.Suggested}?"))];
        new ImageGrid($"The most doubtful labels of the {set} digits", tiles, SheetColumns) { Note = "The digit's place, its label, what networks take it for that have not learned from it." }.Save(svg);
        return [png, svg];
    }
}
