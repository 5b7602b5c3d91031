namespace DigitLab.Training;

/// <summary>What the best weights are chosen by, and what early stopping and plateau schedules watch.</summary>
public enum MonitoredScore
{
    /// <summary>The part of the validation digits that is right: more is better.</summary>
    ValidationAccuracy,

    /// <summary>The mean loss on the validation digits: less is better.</summary>
    ValidationLoss,

    /// <summary>The mean loss on the training digits: less is better, though it tells learning from memorizing badly.</summary>
    TrainingLoss,
}
