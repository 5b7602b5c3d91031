namespace DigitLab.Training;

/// <summary>What a run came to: <c>summary.json</c>.</summary>
/// <param name="Configuration">What decided the bits.</param>
/// <param name="Reason">Why the run ended.</param>
/// <param name="IsSynthetic">Whether the digits were made by a program and not written by people.</param>
/// <param name="TrainingDigits">How many digits it learned from.</param>
/// <param name="ValidationDigits">How many it chose by.</param>
/// <param name="Epochs">Epochs that were run.</param>
/// <param name="BestEpoch">The epoch whose weights were kept as the best.</param>
/// <param name="ValidationAccuracy">Of those weights, from 0 to 1; null without validation digits.</param>
/// <param name="Test">How they did on the test digits; null if they were not tested.</param>
/// <param name="WeightsSha256">Their fingerprint.</param>
/// <param name="Seconds">The epochs' time together.</param>
/// <param name="Finished">When, in UTC.</param>
/// <param name="Machine">Where.</param>
public sealed record RunSummary(
    TrainingConfiguration Configuration,
    StopReason Reason,
    bool IsSynthetic,
    int TrainingDigits,
    int ValidationDigits,
    int Epochs,
    int BestEpoch,
    double? ValidationAccuracy,
    Evaluation? Test,
    string WeightsSha256,
    double Seconds,
    DateTime Finished,
    MachineDescription Machine);
