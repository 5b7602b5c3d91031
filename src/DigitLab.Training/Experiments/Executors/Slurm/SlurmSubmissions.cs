using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>What was given to Slurm: <c>slurm/submitted.json</c>, a trial's last array, so that what left the queue unfinished is noticed.</summary>
internal sealed class SlurmSubmissions
{
    private readonly string _path;
    private readonly Dictionary<int, SlurmSubmission> _submissions;

    internal SlurmSubmissions(ExperimentFolder folder)
    {
        _path = PathIn(folder);
        _submissions = File.Exists(_path) ? TrainingJson.Read<Dictionary<int, SlurmSubmission>>(File.ReadAllText(_path), _path) : [];
    }

    /// <summary>Takes everything for not submitted.</summary>
    internal static void Forget(ExperimentFolder folder) => File.Delete(PathIn(folder));

    /// <summary>The array that a trial was given to with this order; null if it was not.</summary>
    internal string? JobOf(TrialOrder order) => _submissions.GetValueOrDefault(order.Number) is { } last && last.Target == order.Target ? last.Job : null;

    internal void Add(string job, int target, IEnumerable<int> trials)
    {
        foreach (int trial in trials)
        {
            _submissions[trial] = new SlurmSubmission(job, target);
        }

        AtomicFile.WriteText(_path, TrainingJson.Write(_submissions) + "\n");
    }

    private static string PathIn(ExperimentFolder folder) => Path.Combine(folder.SlurmPath, "submitted.json");
}
