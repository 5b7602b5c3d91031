using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>What a run came to: <c>summary.json</c>.</summary>
/// <param name="Configuration">What decided the bits.</param>
/// <param name="Reason">Why the run ended.</param>
/// <param name="IsSynthetic">Whether the digits were made by a program and not written by people.</param>
/// <param name="TrainingDigits">How many digits it learned from.</param>
/// <param name="ValidationDigits">How many it chose by.</param>
/// <param name="Epochs">Epochs that were run.</param>
/// <param name="BestEpoch">The epoch whose weights were kept.</param>
/// <param name="ValidationAccuracy">Of those weights, from 0 to 1; null without validation digits.</param>
/// <param name="Test">How they did on the test digits; null if they were not tested.</param>
/// <param name="WeightsSha256">The kept weights' fingerprint (<see cref="WeightsHash"/>).</param>
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
    MachineDescription Machine)
{
    /// <summary>The fingerprint of the training and validation digits (<see cref="DatasetHash"/>).</summary>
    public string? DataSha256 { get; init; }

    /// <summary>How many numbers were trained.</summary>
    public int? Parameters { get; init; }

    /// <summary>How the kept weights did on the validation digits; null without validation digits.</summary>
    public Evaluation? Validation { get; init; }

    /// <summary>The commit of the program that trained; null if it was built outside a repository.</summary>
    public string? Commit { get; init; }

    /// <summary>The summary of a run that has just ended.</summary>
    /// <param name="trainer">Who trained.</param>
    /// <param name="reason">Why it ended.</param>
    /// <param name="best">The network of the kept epoch.</param>
    /// <param name="test">How that did on the test digits; null if it was not tested.</param>
    /// <param name="validation">How that did on the validation digits; null if there are none.</param>
    /// <exception cref="InvalidOperationException">No epoch is over.</exception>
    public static RunSummary Of(Trainer trainer, StopReason reason, Network best, Evaluation? test, Evaluation? validation = null)
    {
        EpochRecord epoch = trainer.Kept ?? throw new InvalidOperationException("A run can be summed up when an epoch is over, not before.");
        return new RunSummary(
            trainer.Configuration,
            reason,
            trainer.Data.Training.IsSynthetic,
            trainer.Data.Training.Count,
            trainer.Data.Validation.Count,
            trainer.Progress.Epoch,
            epoch.Epoch,
            epoch.ValidationAccuracy,
            test,
            WeightsHash.Of(best),
            trainer.Progress.History.Sum(record => record.Seconds),
            DateTime.UtcNow,
            MachineDescription.Here(trainer.Workers))
        {
            DataSha256 = trainer.Data.Fingerprint,
            Parameters = best.ParameterCount,
            Validation = validation,
            Commit = ProgramVersion.Commit,
        };
    }

    /// <summary>Reads a finished run's summary.</summary>
    /// <exception cref="FileNotFoundException">There is none: the run is not finished.</exception>
    /// <exception cref="InvalidDataException">It is no summary; the message names the field.</exception>
    public static RunSummary Load(string path) => TrainingJson.Read<RunSummary>(File.ReadAllText(path), path);

    /// <summary>This summary in JSON, indented.</summary>
    public string ToJson() => TrainingJson.Write(this);
}
