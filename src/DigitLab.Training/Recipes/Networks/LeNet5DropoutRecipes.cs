using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary><c>lenet5-dropout</c>: nobody published a figure, our aim is 99.45%.</summary>
internal static class LeNet5DropoutRecipes
{
    internal static NetworkRecipes Recipes { get; } = new(
        // The live demo's authors name no recipe; Adam at its usual rate is the nearest.
        Published: new TrainingConfiguration { Model = "lenet5-dropout", MaxEpochs = 30, BatchSize = 128, Optimizer = new AdamSettings(), LearningRate = 1e-3 },
        Digitlab: OwnRecipe.Normalized("lenet5-dropout", epochs: 25),
        Quick: QuickRecipe.For("lenet5-dropout"));
}
