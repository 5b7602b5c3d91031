namespace DigitLab.Training;

/// <summary>What an epoch brought: a line of <c>history.csv</c>.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="TrainingLoss">The mean over the epoch's digits, each taken when its batch came.</param>
/// <param name="TrainingAccuracy">The part of them that was right, from 0 to 1.</param>
/// <param name="ValidationLoss">After the epoch; null without validation digits.</param>
/// <param name="ValidationAccuracy">After the epoch, from 0 to 1; null without validation digits.</param>
/// <param name="LearningRate">Of the epoch's last step.</param>
/// <param name="Seconds">How long it took, validation included.</param>
/// <param name="DigitsPerSecond">Training digits over the time that training took.</param>
public sealed record EpochRecord(
    int Epoch,
    double TrainingLoss,
    double TrainingAccuracy,
    double? ValidationLoss,
    double? ValidationAccuracy,
    double LearningRate,
    double Seconds,
    double DigitsPerSecond)
{
    /// <summary>One of the scores, with a sign such that more is better: losses are negated.</summary>
    /// <exception cref="InvalidOperationException">The score is one of validation, and there were no validation digits.</exception>
    public double Score(MonitoredScore monitor) => monitor switch
    {
        MonitoredScore.ValidationAccuracy => ValidationAccuracy,
        MonitoredScore.ValidationLoss => -ValidationLoss,
        _ => -TrainingLoss,
    } ?? throw new InvalidOperationException($"Epoch {Epoch} has no validation scores: monitor the training loss, or hold digits back.");
}
