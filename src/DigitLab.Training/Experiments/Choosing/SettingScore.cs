namespace DigitLab.Training;

/// <summary>What settings are ranked by: the mean over their trials of the kept epoch's score, then of its validation loss, which breaks ties.</summary>
/// <param name="Score">The larger the better.</param>
/// <param name="NegativeLoss">The larger the better.</param>
internal readonly record struct SettingScore(double Score, double NegativeLoss)
{
    /// <summary>Worse than any: of a setting with a trial that failed or has not begun.</summary>
    internal static SettingScore None { get; } = new(double.NegativeInfinity, double.NegativeInfinity);

    /// <summary>The worse first.</summary>
    internal static Comparer<SettingScore> Order { get; } = Comparer<SettingScore>.Create(
        (a, b) => a.Score != b.Score ? a.Score.CompareTo(b.Score) : a.NegativeLoss.CompareTo(b.NegativeLoss));

    /// <summary>A setting's score by the epochs up to one.</summary>
    /// <param name="trials">Its trials.</param>
    /// <param name="epoch">The last epoch that counts.</param>
    /// <param name="score">Which score.</param>
    internal static SettingScore At(IReadOnlyList<TrialRecord> trials, int epoch, MonitoredScore score)
    {
        EpochRecord?[] kept = [.. trials.Select(trial => trial.Failure is null ? trial.KeptAt(epoch) : null)];
        return kept.Contains(null)
            ? None
            : new SettingScore(kept.Average(each => each!.Score(score)), kept.Average(each => each!.Score(MonitoredScore.ValidationLoss)));
    }
}
