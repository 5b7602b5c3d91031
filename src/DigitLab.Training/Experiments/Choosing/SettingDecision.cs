namespace DigitLab.Training;

/// <summary>What a setting is to do.</summary>
/// <param name="Target">The epoch to train to, unless the trial ends before by itself.</param>
/// <param name="StoppedAt">The epoch at which others were chosen; null while the setting is in the running.</param>
internal sealed record SettingDecision(int Target, int? StoppedAt);
