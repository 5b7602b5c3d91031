namespace DigitLab.Training;

/// <summary>How often a trial's process ended without a word where the trial stands: <c>deaths.json</c> in its folder.</summary>
/// <remarks>A trial that dies again and again at one place is given up, until somebody runs the experiment again.</remarks>
/// <param name="Checkpoint">When the trial last saved where it stands.</param>
/// <param name="Count">Deaths since.</param>
internal sealed record TrialDeaths(DateTime Checkpoint, int Count)
{
    private const int MostDeaths = 3;

    /// <summary>Notes that a trial's process ended before its time.</summary>
    /// <param name="folder">The trial's.</param>
    /// <param name="how">What is known of it: <c>signal 9</c>.</param>
    internal static void Note(string folder, string how)
    {
        if (RunFolder.IsFinished(folder) || TrialFolder.ReadFailure(folder) is not null)
        {
            return;
        }

        DateTime checkpoint = File.GetLastWriteTimeUtc(Path.Combine(folder, RunFolder.CheckpointName));
        int count = TrialFolder.ReadDeaths(folder) is TrialDeaths last && last.Checkpoint == checkpoint ? last.Count + 1 : 1;
        TrialFolder.SaveDeaths(folder, new TrialDeaths(checkpoint, count));
        if (count >= MostDeaths)
        {
            TrialFolder.SaveFailure(folder, $"The process ended {count} times without getting further ({how}).", isFinal: false);
        }
    }
}
