using System.Globalization;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>Gives trials to Slurm as arrays of jobs.</summary>
/// <remarks>
/// What is in hand is what <c>squeue</c> lists under the experiment's names, whoever submitted it; so a runner that was killed right after
/// submitting submits nothing twice, and if it were, a trial's folder serves one process at a time and a trained trial is left alone.
/// A task that left the queue without finishing its trial (its node was lost, its time was up) is submitted again. Behind each array
/// waits a job that starts when the array has ended, and does what is next where no runner is there to do it: so the terminal may be closed.
/// </remarks>
public sealed class SlurmExecutor : ITrialExecutor
{
    private const int UsualMaxArraySize = 1001;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    private readonly ExperimentFolder _folder;
    private readonly TrialCommand _command;
    private readonly IReadOnlyList<string> _next;
    private readonly SlurmSettings _settings;
    private readonly SlurmNames _names;
    private readonly SlurmSubmissions _submissions;
    private IReadOnlyList<SlurmTask> _tasks = [];
    private HashSet<int> _underWay = [];
    private HashSet<int> _missing = [];
    private TimeSpan _pause = ShortestPause;
    private bool _isAnswering;
    private int? _maxArraySize;

    /// <summary>An executor that has not looked yet.</summary>
    /// <param name="folder">The experiment.</param>
    /// <param name="command">How to start a trial.</param>
    /// <param name="next">The command line that goes on with the experiment when an array has ended.</param>
    /// <param name="settings">What the user wants of Slurm.</param>
    public SlurmExecutor(ExperimentFolder folder, TrialCommand command, IReadOnlyList<string> next, SlurmSettings settings)
    {
        (_folder, _command, _next, _settings) = (folder, command, next, settings);
        (_names, _submissions) = (new SlurmNames(folder.Record.Id), new SlurmSubmissions(folder));
    }

    /// <summary>How long a runner waits at most before it looks again.</summary>
    public static TimeSpan LongestPause { get; } = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public IReadOnlySet<int> UnderWay => _underWay;

    /// <inheritdoc/>
    public string? Notice { get; private set; }

    /// <inheritdoc/>
    public bool OutlivesRunner => true;

    /// <summary>Ends all of an experiment's jobs.</summary>
    /// <returns>How many tasks there were.</returns>
    /// <exception cref="IOException">Slurm does not answer.</exception>
    public static async Task<int> CancelAsync(ExperimentFolder folder, CancellationToken cancellation)
    {
        IReadOnlyList<SlurmTask> tasks = await QueueAsync(new SlurmNames(folder.Record.Id), cancellation).ConfigureAwait(false);
        if (tasks.Count > 0)
        {
            // First the job that would go on with what the others leave.
            await SlurmCommand.RunAsync("scancel", tasks.OrderBy(task => task.Trial is not null).Select(task => task.Job).Distinct(), cancellation).ConfigureAwait(false);
        }

        SlurmSubmissions.Forget(folder);   // or the next runner would take the tasks for lost
        return tasks.Count(task => task.Trial is not null);
    }

    /// <inheritdoc/>
    public async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            _tasks = await QueueAsync(_names, cancellation).ConfigureAwait(false);
            HashSet<int> now = [.. _tasks.Select(task => task.Trial).OfType<int>()];
            _pause = now.SetEquals(_underWay) ? Longer(_pause) : ShortestPause;
            _underWay = now;
            _isAnswering = true;
            string[] reasons = [.. _tasks.Where(task => task.State == "PENDING" && task.Trial is not null && task.Reason is not ("None" or "JobArrayTaskLimit")).Select(task => task.Reason).Distinct()];
            Notice = reasons.Length == 0 ? null : $"Waiting in Slurm's queue: {string.Join(", ", reasons)}.";
        }
        catch (IOException exception) when (exception is not FileNotFoundException)
        {
            _isAnswering = false;   // what was in hand still is, for all we know
            _pause = Longer(_pause);
            Notice = $"Slurm does not answer, asking again: {exception.Message}";
        }
    }

    /// <inheritdoc/>
    public async Task StartAsync(IReadOnlyList<TrialOrder> orders, CancellationToken cancellation)
    {
        if (!_isAnswering)
        {
            return;
        }

        // A shared disk may show a trial's end later than the queue does, so what was given before is given again only when it is missed twice.
        TrialOrder[] absent = [.. orders.Where(order => !_underWay.Contains(order.Number))];
        TrialOrder[] due = [.. absent.Where(order => _submissions.JobOf(order) is null || _missing.Contains(order.Number))];
        _missing = [.. absent.Except(due).Select(order => order.Number)];
        foreach (TrialOrder order in due)
        {
            if (_submissions.JobOf(order) is string job)
            {
                TrialDeaths.Note(_folder.TrialPath(order.Number), await FateAsync(job, order.Number, cancellation).ConfigureAwait(false));
            }
        }

        due = [.. due.Where(order => TrialFolder.ReadFailure(_folder.TrialPath(order.Number)) is null)];
        if (due.Length > 0)
        {
            await SubmitAsync(due, cancellation).ConfigureAwait(false);
        }
        else if (_underWay.Count > 0 && !_tasks.Any(IsNextOne))
        {
            // A runner was killed between an array and the job behind it, or the experiment was cancelled and the last tasks are still ending.
            await SubmitNextAsync(_tasks.Where(task => task.Trial is not null).Select(task => task.Job).Distinct(), cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public Task WaitAsync(CancellationToken cancellation) => Task.Delay(_missing.Count > 0 ? ShortestPause : _pause, cancellation);

    /// <summary>Leaves all jobs as they are.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static TimeSpan Longer(TimeSpan pause) => pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause;

    private static async Task<IReadOnlyList<SlurmTask>> QueueAsync(SlurmNames names, CancellationToken cancellation) => SlurmTask.Parse(
        await SlurmCommand.RunAsync("squeue", ["--me", "--array", "--noheader", $"--format={SlurmTask.Format}"], cancellation).ConfigureAwait(false), names);

    private async Task SubmitAsync(TrialOrder[] orders, CancellationToken cancellation)
    {
        Directory.CreateDirectory(_folder.SlurmPath);
        int size = await MaxArraySizeAsync(cancellation).ConfigureAwait(false) - 1;   // indices go from 1 to one less
        var jobs = new List<string>();
        foreach (var group in orders.GroupBy(order => (order.Target, Offset: (order.Number - 1) / size * size)))
        {
            int[] trials = [.. group.Select(order => order.Number).Order()];
            string job = await SubmitArrayAsync(group.Key.Target, group.Key.Offset, trials, cancellation).ConfigureAwait(false);
            _submissions.Add(job, group.Key.Target, trials);
            _underWay.UnionWith(trials);
            jobs.Add(job);
        }

        await SubmitNextAsync(jobs, cancellation).ConfigureAwait(false);
        _pause = ShortestPause;
    }

    private Task<string> SubmitNextAsync(IEnumerable<string> jobs, CancellationToken cancellation)
    {
        string script = SaveScript("next.sh", $"exec {string.Join(' ', _next.Select(Quoted))}");
        return BatchAsync([$"--dependency=afterany:{string.Join(':', jobs)}", "--kill-on-invalid-dep=yes", $"--job-name={_names.Next}", $"--output={_folder.SlurmPath}/next.out", script], cancellation);
    }

    // Behind the arrays, and not this process itself.
    private static bool IsNextOne(SlurmTask task) =>
        task is { Trial: null, State: "PENDING" or "RUNNING" } && task.Job != Environment.GetEnvironmentVariable("SLURM_JOB_ID");

    private Task<string> SubmitArrayAsync(int target, int offset, int[] trials, CancellationToken cancellation)
    {
        string[] line = [.. _command.Line(Path.GetFullPath(_folder.Path), new TrialOrder(0, target))];
        int number = Array.IndexOf(line, "0", Array.IndexOf(line, "trial"));
        string command = string.Join(' ', line.Select((part, index) => index == number ? $"\"$(({offset} + SLURM_ARRAY_TASK_ID))\"" : Quoted(part)));
        string script = SaveScript($"array-{offset}-epoch-{target}.sh", $"exec {command}");
        string indices = ArrayIndices.Of([.. trials.Select(trial => trial - offset)]);
        return BatchAsync([$"--array={indices}{(_settings.AtOnce is int most ? $"%{most}" : "")}", $"--job-name={_names.OfArray(offset)}", $"--output={_folder.SlurmPath}/%A-%a.out", script], cancellation);
    }

    private async Task<string> BatchAsync(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        string output = await SlurmCommand.RunAsync(
            "sbatch", ["--parsable", "--requeue", "--open-mode=append", .. _settings.Options.Select(option => $"--{option}"), .. arguments], cancellation).ConfigureAwait(false);
        return output.Trim().Split(';')[0];   // a cluster's name may follow
    }

    private string SaveScript(string name, string line)
    {
        string path = Path.Combine(Path.GetFullPath(_folder.SlurmPath), name);
        AtomicFile.WriteText(path, $"#!/bin/sh\n{line}\n");
        return path;
    }

    // What accounting knows of a task that is gone, where there is accounting.
    private async Task<string> FateAsync(string job, int trial, CancellationToken cancellation)
    {
        string task = string.Create(CultureInfo.InvariantCulture, $"{job}_{((trial - 1) % ((_maxArraySize ?? UsualMaxArraySize) - 1)) + 1}");
        try
        {
            string output = await SlurmCommand.RunAsync("sacct", ["--allocations", "--noheader", "--parsable2", "--format=State,ExitCode", $"--jobs={task}"], cancellation).ConfigureAwait(false);
            return output.Split('\n')[0].Trim().Split('|') is [{ Length: > 0 } state, string exit] ? $"Slurm task {task}: {state}, exit code {exit}" : $"Slurm task {task}";
        }
        catch (IOException)
        {
            return $"Slurm task {task}";
        }
    }

    private async Task<int> MaxArraySizeAsync(CancellationToken cancellation)
    {
        if (_maxArraySize is null)
        {
            string configuration = await SlurmCommand.RunAsync("scontrol", ["show", "config"], cancellation).ConfigureAwait(false);
            string? line = configuration.Split('\n').FirstOrDefault(each => each.StartsWith("MaxArraySize", StringComparison.Ordinal));
            _maxArraySize = int.TryParse(line?.Split('=')[1], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int size) && size > 1 ? size : UsualMaxArraySize;
        }

        return _maxArraySize.Value;
    }

    private static string Quoted(string part) => $"'{part.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
