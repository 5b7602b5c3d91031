using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>How a network is trained where the user says nothing else.</summary>
public static class DefaultRecipe
{
    private const int SmallestBatch = 8;
    private const int FewestBatches = 40;

    /// <summary>The configuration for a network of the zoo; chosen on validation digits.</summary>
    /// <param name="model">The network's name.</param>
    /// <param name="trainLimit">Digits to learn from at most; null for all. Few digits come in small batches, or there would be too few steps.</param>
    public static TrainingConfiguration For(string model, int? trainLimit = null)
    {
        TrainingConfiguration recipe = For(model);
        return trainLimit is int limit
            ? recipe with { BatchSize = Math.Min(recipe.BatchSize, Math.Max(SmallestBatch, limit / FewestBatches)), TrainLimit = limit }
            : recipe;
    }

    private static TrainingConfiguration For(string model) => model switch
    {
        "convnet1" => OneCycle(model, rate: 0.002, batchSize: 50),
        "fast" => OneCycle(model, rate: 0.01, batchSize: 256) with { MaxEpochs = 1, Optimizer = new AdamSettings(Beta1: 0.7, Beta2: 0.9) },
        "softmax" => OneCycle(model, rate: 0.005, batchSize: 128),
        _ => OneCycle(model, rate: 0.004, batchSize: 128),
    };

    private static TrainingConfiguration OneCycle(string model, double rate, int batchSize) => new()
    {
        Model = model,
        LearningRate = rate,
        BatchSize = batchSize,
        Schedule = new OneCycleSchedule(),
    };
}
