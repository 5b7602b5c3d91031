using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary><c>softmax</c>: 92%, the baseline that every table starts with.</summary>
internal static class SoftmaxRecipes
{
    internal static NetworkRecipes Recipes { get; } = new(
        // LeCun 1998, §III.C.1 has 12% errors for linear classifiers; the 8% of softmax need only a convex minimum, which any optimizer finds.
        Published: new TrainingConfiguration { Model = "softmax", MaxEpochs = 20, BatchSize = 128, Optimizer = new SgdSettings(), LearningRate = 0.1 },
        Digitlab: QuickRecipe.For("softmax", rate: 0.005) with { MaxEpochs = 10 },   // it cannot learn what augmentation shows
        Quick: QuickRecipe.For("softmax", rate: 0.005));
}
