namespace DigitLab.Training;

/// <summary>Five epochs of Adam at a rate that rises and falls, in batches of 128, without augmentation: most of the accuracy in little time.</summary>
/// <remarks>Rates chosen on validation digits. <c>experiments/2026-11-21-lenet5-five-epochs.md</c> is <c>lenet5</c> trained so.</remarks>
internal static class QuickRecipe
{
    internal static TrainingConfiguration For(string model, double rate = 0.004, int batchSize = 128) => new()
    {
        Model = model,
        MaxEpochs = 5,
        LearningRate = rate,
        BatchSize = batchSize,
        Schedule = new OneCycleSchedule(),
    };
}
