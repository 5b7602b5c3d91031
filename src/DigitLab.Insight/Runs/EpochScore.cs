namespace DigitLab.Insight;

/// <summary>What a training had reached after one epoch.</summary>
/// <param name="Epoch">Counted from 1.</param>
/// <param name="TrainingLoss">Mean loss of the training digits.</param>
/// <param name="TrainingAccuracy">Part of them read right, from 0 to 1.</param>
/// <param name="ValidationLoss">Mean loss of the validation digits; null without any.</param>
/// <param name="ValidationAccuracy">Part of them read right; null without any.</param>
/// <param name="LearningRate">At the epoch's end.</param>
public sealed record EpochScore(int Epoch, double TrainingLoss, double TrainingAccuracy, double? ValidationLoss, double? ValidationAccuracy, double LearningRate);
