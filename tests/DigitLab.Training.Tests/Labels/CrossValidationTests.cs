using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training.Tests;

public sealed class CrossValidationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TrainingConfiguration _recipe = ZooRecipes.Find("softmax", RecipeKind.Quick) with { MaxEpochs = 15, BatchSize = 16, Dataset = "synthetic" };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_digit_is_read_by_a_network_that_has_not_learned_from_it_and_labels_that_were_swapped_come_early()
    {
        DigitDataset right = SyntheticDigits.Create(300, seed: 1);
        byte[] labels = [.. Enumerable.Range(0, 300).Select(right.Label)], pixels = [.. Enumerable.Range(0, 300).SelectMany(i => right.Image(i).ToArray())];
        int[] swapped = [17, 102, 250];
        foreach (int place in swapped)
        {
            labels[place] = (byte)((labels[place] + 5) % 10);
        }

        var read = new List<int>();
        DigitProbabilities predicted = new CrossValidation(new DigitDataset("swapped", 28, 28, pixels, labels), 3, Workers.Shared)
            .Predict(_recipe, _folder.Root, (_, _, count) => read.Add(count));

        Assert.Equal([100, 100, 100], read);
        int[] first = [.. ConfidentLearning.Rank([.. labels.Select(label => (int)label)], predicted).Take(60).Select(label => label.Index)];
        Assert.True(swapped.Intersect(first).Count() >= 2, string.Join(' ', first));   // by chance 0.6 of the three
    }

    [Fact]
    public void What_was_interrupted_goes_on_and_ends_in_the_same_predictions()
    {
        var validation = new CrossValidation(SyntheticDigits.Create(60, seed: 2), 2, Workers.Shared);
        double[] whole = All(validation.Predict(_recipe, Path.Combine(_folder.Root, "whole"), (_, _, _) => { }));

        using var end = new CancellationTokenSource();
        string broken = Path.Combine(_folder.Root, "broken");
        Assert.Throws<OperationCanceledException>(() => validation.Predict(_recipe, broken, (_, _, _) => end.Cancel(), end.Token));
        Assert.Equal(whole, All(validation.Predict(_recipe, broken, (_, _, _) => { })));
        Assert.Contains("another configuration", Assert.Throws<InvalidDataException>(() => validation.Predict(_recipe with { Seed = 9 }, broken, (_, _, _) => { })).Message);

        static double[] All(DigitProbabilities probabilities) => [.. Enumerable.Range(0, 60).SelectMany(probabilities.Of)];
    }
}
