using System.Collections.Concurrent;
using System.Globalization;
using DigitLab.Training;

namespace DigitLab.Web;

/// <summary>The runs of a folder: looked at through their files, started and stopped as processes.</summary>
internal sealed class RunBoard(WebLabSettings settings) : IAsyncDisposable
{
    private const int MostAtOnce = 2;
    private const int Snapshots = 40;   // of a whole run

    private readonly ConcurrentDictionary<string, RunProcess> _processes = new(StringComparer.Ordinal);
    private readonly Lock _turn = new();

    /// <summary>The runs' names, the newest first.</summary>
    internal IReadOnlyList<string> Names => [.. RunNames.In(settings.RunsFolder).Where(IsRun).OrderByDescending(name => File.GetLastWriteTimeUtc(ConfigurationOf(name)))];

    /// <summary>The folder of a run.</summary>
    /// <exception cref="RequestException">There is none of that name.</exception>
    internal string FolderOf(string name) => RunNames.In(settings.RunsFolder).Contains(name) && IsRun(name)
        ? Path.Combine(settings.RunsFolder, name)
        : throw RequestException.NotThere("There is no run of that name: /api/runs lists them.");

    /// <summary>All runs as their files say now; a damaged one is passed over, and tells by its name what is wrong.</summary>
    internal IReadOnlyList<RunAnswer> LookAtAll() => [.. Names.Select(name =>
    {
        try
        {
            return Look(name, Path.Combine(settings.RunsFolder, name));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }).OfType<RunAnswer>()];

    /// <summary>A run as its files say now.</summary>
    /// <exception cref="RequestException">There is none of that name.</exception>
    /// <exception cref="InvalidDataException">A file of it is damaged.</exception>
    internal RunAnswer Look(string name) => Look(name, FolderOf(name));

    private RunAnswer Look(string name, string folder)
    {
        TrainingConfiguration configuration = RunFolder.ConfigurationOf(folder);
        string history = Path.Combine(folder, RunFolder.HistoryName);

        // The process first, then the summary, then the rest: what was finished in between is only told the next time.
        RunProcess? process = _processes.GetValueOrDefault(name);
        bool isAlive = process is { IsAlive: true };
        RunSummary? summary = RunFolder.IsFinished(folder) ? RunSummary.Load(Path.Combine(folder, RunFolder.SummaryName)) : null;
        RunState state = summary is not null ? RunState.Finished : isAlive ? RunState.Running : process is { HasFailed: true } ? RunState.Failed : RunState.Unfinished;
        return new RunAnswer(
            name,
            configuration.Model,
            state,
            configuration.MaxEpochs,
            File.Exists(history) ? RunHistory.Load(history) : [],
            SettingsOf(configuration),
            RunFolder.SnapshotsOf(folder).Count,
            summary?.Test?.ToString(),
            state == RunState.Failed ? process!.LastError : null,
            state == RunState.Finished ? null : $"digitlab train --resume --run {settings.RunsFolder}/{name}");
    }

    /// <summary>Starts a run.</summary>
    /// <returns>Its name.</returns>
    /// <exception cref="RequestException">A setting is out of its range, or enough is under way.</exception>
    internal async Task<string> StartAsync(RunRequest request)
    {
        TrainingConfiguration configuration = request.ToConfiguration();
        string name = string.Create(CultureInfo.InvariantCulture, $"{configuration.Model}-{DateTime.Now:yyyyMMdd-HHmmss}-{Guid.NewGuid().ToString("N")[..4]}");
        int digits = configuration.TrainLimit ?? Data.DigitSets.SyntheticTrainingCount;
        int batches = configuration.MaxEpochs * ((digits + configuration.BatchSize - 1) / configuration.BatchSize);
        List<string> arguments =
        [
            configuration.Model,
            "--run", Path.Combine(settings.RunsFolder, name),
            "--recipe", $"{request.Recipe}",
            "--max-epochs", $"{configuration.MaxEpochs}",
            "--seed", $"{configuration.Seed}",
            "--snapshots", $"{Math.Max(1, batches / Snapshots)}",
        ];
        Add("--train-limit", request.Digits);
        Add("--augment", string.IsNullOrWhiteSpace(request.Augment) ? null : request.Augment);
        Add("--batch-size", request.BatchSize);
        Add("--learning-rate", request.LearningRate);
        await StartAsync(name, arguments);
        return name;

        void Add(string option, IConvertible? value)
        {
            if (value is not null)
            {
                arguments.AddRange([option, value.ToString(CultureInfo.InvariantCulture)]);
            }
        }
    }

    /// <summary>Goes on with a run that was stopped.</summary>
    /// <exception cref="RequestException">It is over or under way, or enough is.</exception>
    internal Task ResumeAsync(string name)
    {
        string folder = FolderOf(name);
        return RunFolder.IsFinished(folder)
            ? throw RequestException.NotNow($"{name} is finished: start another run.")
            : StartAsync(name, ["--resume", "--run", folder]);
    }

    /// <summary>Asks a run to save and stop.</summary>
    /// <exception cref="RequestException">It is not under way here.</exception>
    internal Task StopAsync(string name)
    {
        FolderOf(name);
        return _processes.GetValueOrDefault(name) is { IsAlive: true } process
            ? process.StopAsync()
            : throw RequestException.NotNow($"{name} is not trained by this lab now: stop it where it was started.");
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_processes.Values.Where(process => process.IsAlive).Select(process => process.StopAsync()));
        foreach (RunProcess process in _processes.Values)
        {
            process.Dispose();
        }
    }

    // Answered when the run's folder is there, or the process has said why it cannot be.
    private async Task StartAsync(string name, IEnumerable<string> arguments)
    {
        if (settings.Program.Count == 0)
        {
            throw RequestException.NotNow("This lab was not told how to start a training: run digitlab serve.");
        }

        RunProcess process;
        lock (_turn)
        {
            if (_processes.Values.Count(each => each.IsAlive) >= MostAtOnce)
            {
                throw RequestException.NotNow($"{MostAtOnce} runs are under way: wait for one, or stop it.");
            }

            process = new RunProcess([.. settings.Program, "train", .. arguments, TrialCommand.FollowOption, .. settings.DataFolder is string data ? (string[])["--data", data] : []]);
            _processes.AddOrUpdate(name, process, (_, old) =>
            {
                old.Dispose();
                return process;
            });
        }

        while (process.IsAlive && !Names.Contains(name))
        {
            await Task.Delay(50);
        }

        if (process.HasFailed && !Names.Contains(name))
        {
            throw RequestException.NotNow(process.LastError ?? "The training could not be started.");
        }
    }

    private bool IsRun(string name) => File.Exists(ConfigurationOf(name));

    // Written once, when a run begins.
    private string ConfigurationOf(string name) => Path.Combine(settings.RunsFolder, name, RunFolder.ConfigurationName);

    private static string SettingsOf(TrainingConfiguration configuration) =>
        $"{configuration.Dataset}, {(configuration.TrainLimit is int limit ? $"{limit:N0} digits" : "all digits")}, batches of {configuration.BatchSize}, rate {configuration.LearningRate}, seed {configuration.Seed}"
        + (configuration.Augmentation is { } augmentation ? $", augmented by {augmentation}" : "");
}
