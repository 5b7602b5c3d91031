using DigitLab.Data;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary><c>convnet1</c>: about 98% as published, our aim is 99.1%.</summary>
internal static class ConvNet1Recipes
{
    internal static NetworkRecipes Recipes { get; } = new(
        // 59,000 digits to learn from, minus the mean image, divided by the deviation image; plain SGD for 11,800 steps, L2 as ½ λ Σ w².
        Published: new TrainingConfiguration
        {
            Model = "convnet1",
            ValidationCount = 1000,
            Normalization = NormalizationKind.PerPixel,
            MaxEpochs = 10,
            BatchSize = 50,
            Optimizer = new SgdSettings { WeightDecay = 1e-3 },
            LearningRate = 1e-3,
        },
        Digitlab: OwnRecipe.Plain("convnet1", epochs: 15, rate: 0.001),   // its dense layer of 6,272 inputs would take Muon's products most of the time
        Quick: QuickRecipe.For("convnet1", rate: 0.002, batchSize: 50));
}
