namespace DigitLab.Training;

/// <summary>All that a trial's folder says of it at one moment.</summary>
/// <param name="Number">The trial's number.</param>
/// <param name="Setting">Its setting's number.</param>
/// <param name="Configuration">What it trains.</param>
/// <param name="History">Its epochs so far.</param>
/// <param name="Summary">What it came to; null while it is not finished.</param>
/// <param name="Failure">Why it cannot go on; null if it can.</param>
/// <param name="Process">Who is, or was when it was killed, at work on it; null if nobody.</param>
/// <param name="Test">How it read the test digits; null if it has not.</param>
public sealed record TrialRecord(
    int Number,
    int Setting,
    TrainingConfiguration Configuration,
    IReadOnlyList<EpochRecord> History,
    RunSummary? Summary,
    TrialFailure? Failure,
    TrialProcess? Process,
    Evaluation? Test)
{
    /// <summary>The mean time of an epoch so far; null before the first is over.</summary>
    public double? SecondsPerEpoch => History.Count == 0 ? null : History.Average(epoch => epoch.Seconds);

    /// <summary>Whether nothing more is to be expected before a choice at an epoch; a failure that another attempt might mend is waited for.</summary>
    internal bool HasReached(int epoch) => Summary is not null || Failure is { IsFinal: true } || History.Count >= epoch;

    /// <summary>The epoch whose weights were kept when so many were over; null before one is.</summary>
    /// <param name="epoch">How many epochs count.</param>
    internal EpochRecord? KeptAt(int epoch) => Configuration.KeptOf([.. History.Take(epoch)]);

    /// <summary>The epoch whose weights are kept; null before one is over.</summary>
    internal EpochRecord? Kept => Configuration.KeptOf(History);
}
