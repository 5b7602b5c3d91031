namespace DigitLab.Training;

/// <summary>Which settings go on, decided at a few epochs, by nothing but what the trials' folders record.</summary>
/// <remarks>
/// Every setting trains for <see cref="PruningSettings.MinEpochs"/>; then one in <see cref="PruningSettings.Factor"/> of those left, the best by
/// the score so far, goes on for as many times longer, and so forth; the last train to the end. A trial that goes on continues where it
/// stood, so the survivors end in the bits of an experiment that was not pruned. All seeds of a setting stay or go together, judged by their mean.
/// A round waits for all trials (synchronous, unlike ASHA, which promotes whoever comes first and so depends on the machine's speed):
/// the decisions are a function of the recorded epochs, hence the same after any number of kills and restarts, and on any machine.
/// Source: Jamieson, Talwalkar 2016, arXiv:1502.07943; Li et al. 2018 (ASHA), arXiv:1810.05934.
/// </remarks>
internal static class SuccessiveHalving
{
    /// <summary>The epochs at which settings are chosen, ascending; none without pruning.</summary>
    internal static IEnumerable<int> Rungs(PruningSettings? pruning, int epochs)
    {
        for (long rung = pruning?.MinEpochs ?? epochs; rung < epochs; rung *= pruning!.Factor)
        {
            yield return (int)rung;
        }
    }

    /// <summary>What each setting is to do now.</summary>
    /// <param name="pruning">How; null to train all to the end.</param>
    /// <param name="settings">Each setting's trials, as far as they are.</param>
    /// <param name="score">What they are judged by.</param>
    internal static IReadOnlyList<SettingDecision> Decide(PruningSettings? pruning, IReadOnlyList<IReadOnlyList<TrialRecord>> settings, MonitoredScore score)
    {
        int epochs = settings.Max(trials => trials.Max(trial => trial.Configuration.MaxEpochs));
        var decisions = new SettingDecision[settings.Count];
        int[] left = [.. Enumerable.Range(0, settings.Count)];
        foreach (int rung in Rungs(pruning, epochs))
        {
            if (left.Any(setting => !settings[setting].All(trial => trial.HasReached(rung))))
            {
                return Fill(left, new SettingDecision(Target: rung, StoppedAt: null));
            }

            int kept = Math.Max(1, left.Length / pruning!.Factor);
            int[] ranked = [.. left.OrderByDescending(setting => SettingScore.At(settings[setting], rung, score), SettingScore.Order).ThenBy(setting => setting)];
            foreach (int setting in ranked[kept..])
            {
                decisions[setting] = new SettingDecision(Target: rung, StoppedAt: rung);
            }

            left = ranked[..kept];
        }

        return Fill(left, new SettingDecision(Target: epochs, StoppedAt: null));

        SettingDecision[] Fill(int[] places, SettingDecision decision)
        {
            foreach (int place in places)
            {
                decisions[place] = decision;
            }

            return decisions;
        }
    }
}
