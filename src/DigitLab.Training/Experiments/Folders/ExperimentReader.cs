namespace DigitLab.Training;

/// <summary>Looks at an experiment's trials again and again, and reads only files that have changed.</summary>
/// <param name="folder">The experiment's.</param>
public sealed class ExperimentReader(ExperimentFolder folder)
{
    private readonly TrialRecord[] _records = [.. folder.Trials.Select(trial => new TrialRecord(trial.Number, trial.Setting, trial.Configuration, [], null, null, null, null))];
    private readonly DateTime[] _histories = new DateTime[folder.Trials.Count];

    /// <summary>All trials as their folders say now.</summary>
    /// <exception cref="InvalidDataException">A file is damaged; the message names it.</exception>
    public IReadOnlyList<TrialRecord> Read()
    {
        for (int i = 0; i < _records.Length; i++)
        {
            _records[i] = Read(i);
        }

        return [.. _records];
    }

    private TrialRecord Read(int index)
    {
        TrialRecord record = _records[index];
        string path = folder.TrialPath(record.Number);
        if (record.Summary is not null)
        {
            return record.Test is null ? record with { Test = TrialFolder.ReadTest(path) } : record;
        }

        // The summary first: where it is there, the history has all its epochs.
        RunSummary? summary = RunFolder.IsFinished(path) ? RunSummary.Load(Path.Combine(path, RunFolder.SummaryName)) : null;
        string history = Path.Combine(path, RunFolder.HistoryName);
        DateTime stamp = File.GetLastWriteTimeUtc(history);
        if (stamp != _histories[index] && File.Exists(history))
        {
            record = record with { History = RunHistory.Load(history) };
            _histories[index] = stamp;
        }

        return record with
        {
            Summary = summary,
            Failure = TrialFolder.ReadFailure(path),
            Process = summary is null ? TrialFolder.ReadProcess(path) : null,
            Test = summary is null ? null : TrialFolder.ReadTest(path),
        };
    }
}
