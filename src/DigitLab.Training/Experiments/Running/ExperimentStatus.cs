namespace DigitLab.Training;

/// <summary>Where an experiment stands: each trial's state, and what is to be done next. It follows from the trials' folders alone.</summary>
/// <param name="Trials">All trials as recorded.</param>
/// <param name="States">Each trial's state.</param>
/// <param name="Orders">The trials to be trained now, and how far.</param>
public sealed record ExperimentStatus(IReadOnlyList<TrialRecord> Trials, IReadOnlyList<TrialState> States, IReadOnlyList<TrialOrder> Orders)
{
    /// <summary>The epoch that each trial is to come to at most; where its setting was given up, the epoch where that was.</summary>
    public required IReadOnlyList<int> Targets { get; init; }

    /// <summary>The epoch at which each trial's setting was given up; null for those in the running.</summary>
    public required IReadOnlyList<int?> StoppedAt { get; init; }

    /// <summary>Whether nothing is left to train, and no trial has failed in a way that another attempt might mend.</summary>
    public bool IsOver => States.All(state => state is TrialState.Finished or TrialState.Stopped or TrialState.Failed)
        && !Trials.Any(trial => trial.Failure is { IsFinal: false });

    /// <summary>The time that is left if it goes on as until now, with so many trials at once; null before an epoch is over.</summary>
    /// <remarks>Trials that have not begun are taken to be as long as the mean of the others.</remarks>
    /// <param name="atOnce">Trials under way together.</param>
    public TimeSpan? TimeLeft(int atOnce)
    {
        double[] known = [.. Trials.Where(trial => trial.SecondsPerEpoch is not null).Select(trial => trial.SecondsPerEpoch!.Value)];
        if (known.Length == 0)
        {
            return null;
        }

        double mean = known.Average();
        double seconds = Orders.Sum(order => Math.Max(0, order.Target - Trials[order.Number - 1].History.Count) * (Trials[order.Number - 1].SecondsPerEpoch ?? mean));
        return TimeSpan.FromSeconds(seconds / Math.Max(1, atOnce));
    }

    /// <summary>How many trials are in a state.</summary>
    public int Count(TrialState state) => States.Count(each => each == state);

    /// <summary>The status that records give.</summary>
    /// <param name="folder">The experiment.</param>
    /// <param name="trials">Its trials as recorded.</param>
    /// <param name="isUnderWay">Whether an executor has a trial in hand; null to judge by the trials' folders.</param>
    public static ExperimentStatus Of(ExperimentFolder folder, IReadOnlyList<TrialRecord> trials, Func<int, bool>? isUnderWay = null)
    {
        IReadOnlyList<TrialRecord>[] settings = [.. trials.GroupBy(trial => trial.Setting).Select(IReadOnlyList<TrialRecord> (group) => [.. group])];
        IReadOnlyList<SettingDecision> decisions = SuccessiveHalving.Decide(folder.Record.Pruning, settings, folder.Definition.Score);
        var states = new List<TrialState>();
        var orders = new List<TrialOrder>();
        foreach (TrialRecord trial in trials)
        {
            SettingDecision decision = decisions[trial.Setting - 1];
            states.Add(StateOf(trial, decision, isUnderWay));
            if (trial.Summary is null && trial.Failure is null && decision.StoppedAt is null && trial.History.Count < decision.Target)
            {
                orders.Add(new TrialOrder(trial.Number, decision.Target));
            }
        }

        return new ExperimentStatus(trials, states, orders)
        {
            Targets = [.. trials.Select(trial => Math.Min(decisions[trial.Setting - 1].Target, trial.Configuration.MaxEpochs))],
            StoppedAt = [.. trials.Select(trial => decisions[trial.Setting - 1].StoppedAt)],
        };
    }

    private static TrialState StateOf(TrialRecord trial, SettingDecision decision, Func<int, bool>? isUnderWay) => trial switch
    {
        { Failure: not null } => TrialState.Failed,
        { Summary: not null } => TrialState.Finished,
        _ when isUnderWay?.Invoke(trial.Number) ?? trial.Process is { IsAlive: not false } => trial.Process is null ? TrialState.Waiting : TrialState.Running,
        _ when decision.StoppedAt is not null => TrialState.Stopped,
        _ when trial.History.Count >= decision.Target => TrialState.Paused,
        _ when trial.Process is not null || trial.History.Count > 0 => TrialState.Interrupted,
        _ => TrialState.Waiting,
    };
}
