using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary><c>mlp</c>: 98.4%, the baseline without convolutions.</summary>
internal static class MlpRecipes
{
    internal static NetworkRecipes Recipes { get; } = new(
        // Keras's example mnist_mlp, which reports 98.40% after 20 epochs: RMSprop, batches of 128.
        Published: new TrainingConfiguration { Model = "mlp", MaxEpochs = 20, BatchSize = 128, Optimizer = new RmsPropSettings(), LearningRate = 0.001 },
        Digitlab: OwnRecipe.Plain("mlp", epochs: 30, rate: 0.002),
        Quick: QuickRecipe.For("mlp"));
}
