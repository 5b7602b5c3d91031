using System.Text;
using System.Text.Json;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>A run's folder: what goes in, what comes out, and what resuming needs.</summary>
/// <remarks>
/// <c>config.json</c> in; <c>history.csv</c>, <c>diagnostics.csv</c>, <c>last.safetensors</c>, <c>best.safetensors</c>, <c>checkpoint</c>,
/// <c>summary.json</c> out, <c>test-readings.csv</c> (<see cref="TestReadings"/>), and <c>snapshots/</c> if they were asked for; <c>teachers/</c> (<see cref="TeacherFolder"/>) of those that read beside the training.
/// Every file is whole at every moment. While a process has the folder open, no other may; to look at the files needs no lock.
/// </remarks>
public sealed class RunFolder : IDisposable
{
    /// <summary>The name of the file with the configuration.</summary>
    public const string ConfigurationName = "config.json";

    /// <summary>The history's name in the folder.</summary>
    public const string HistoryName = "history.csv";

    internal const string LastName = "last.safetensors";

    /// <summary>The name of the file with the weights that are kept (<see cref="TrainingConfiguration.Keep"/>).</summary>
    public const string BestName = "best.safetensors";

    internal const string CheckpointName = "checkpoint";

    /// <summary>The summary's name in the folder.</summary>
    public const string SummaryName = "summary.json";

    /// <summary>The name in the folder of the gradients' norms and the dead units.</summary>
    public const string DiagnosticsName = "diagnostics.csv";

    /// <summary>The name of the file with what teachers say of the digits to learn from.</summary>
    public const string TargetsName = "teacher.safetensors";

    private const string SnapshotsName = "snapshots";
    private const string LockName = ".lock";

    private readonly LockFile _lock;

    private RunFolder(string path, LockFile runLock) => (Path, _lock) = (path, runLock);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The weights after the last epoch.</summary>
    public string LastPath => Of(LastName);

    /// <summary>The weights that are kept.</summary>
    public string BestPath => Of(BestName);

    /// <summary>Where the run stands.</summary>
    public string CheckpointPath => Of(CheckpointName);

    /// <summary>What the run came to; there when it is over.</summary>
    public string SummaryPath => Of(SummaryName);

    /// <summary>A line for each epoch: see <see cref="RunHistory"/>.</summary>
    public string HistoryPath => Of(HistoryName);

    /// <summary>Gradients' norms and dead units: see <see cref="RunDiagnostics"/>.</summary>
    public string DiagnosticsPath => Of(DiagnosticsName);

    /// <summary>The configuration.</summary>
    public string ConfigurationPath => Of(ConfigurationName);

    /// <summary>Whether there is a checkpoint to go on from.</summary>
    public bool HasCheckpoint => File.Exists(CheckpointPath);

    // Half a run is none.
    private bool IsThere => File.Exists(ConfigurationPath);

    /// <summary>Called before and after each write, with the file's name: where a test looks at what a kill would leave.</summary>
    internal Action<string>? AtBoundary { get; set; }

    /// <summary>Opens a folder for one run, new or to be resumed, and keeps other processes out.</summary>
    /// <param name="path">The folder; made if it is missing.</param>
    /// <param name="configuration">The run's; saved in a new folder, compared in an old one.</param>
    /// <param name="isResumed">Whether a run that is there goes on; else the folder must hold none.</param>
    /// <exception cref="RunFolderBusyException">Another process has it.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="InvalidDataException">It holds another run, or one that is finished, or a symbolic link.</exception>
    public static RunFolder Open(string path, TrainingConfiguration configuration, bool isResumed)
    {
        Directory.CreateDirectory(path);
        FolderLinks.Refuse(path);
        var folder = new RunFolder(path, Lock(path));
        try
        {
            folder.RemoveTornFiles();
            folder.Check(configuration, isResumed);
            if (!File.Exists(folder.ConfigurationPath))
            {
                AtomicFile.WriteText(folder.ConfigurationPath, configuration.ToJson() + "\n");
            }

            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>The configuration of a run that is there.</summary>
    /// <exception cref="InvalidDataException">The folder holds no run, or a damaged configuration, or a symbolic link.</exception>
    public static TrainingConfiguration ConfigurationOf(string path)
    {
        FolderLinks.Refuse(path);
        string file = System.IO.Path.Combine(path, ConfigurationName);
        return File.Exists(file)
            ? TrainingConfiguration.FromJson(File.ReadAllText(file), file)
            : throw new InvalidDataException($"{path}: expected a run folder with a {ConfigurationName}, found none: check the folder's name.");
    }

    /// <summary>Whether the run that a folder holds is over.</summary>
    public static bool IsFinished(string path) => File.Exists(System.IO.Path.Combine(path, SummaryName));

    /// <summary>What differs first between two runs that should have come to the same, apart from their times; null if nothing does.</summary>
    /// <param name="one">A run's folder.</param>
    /// <param name="other">Another's.</param>
    public static string? FirstDifference(string one, string other)
    {
        IReadOnlyList<EpochRecord> first = History(one), second = History(other);
        if (first.Count != second.Count)
        {
            return $"{first.Count} epochs, and {second.Count}";
        }

        for (int i = 0; i < first.Count; i++)
        {
            if (first[i] != second[i] with { Seconds = first[i].Seconds, DigitsPerSecond = first[i].DigitsPerSecond })
            {
                return $"the scores of epoch {i + 1}";
            }
        }

        return new[] { BestName, LastName }.FirstOrDefault(name => !File.ReadAllBytes(In(one, name)).AsSpan().SequenceEqual(File.ReadAllBytes(In(other, name))));

        static IReadOnlyList<EpochRecord> History(string folder) => RunHistory.Load(In(folder, HistoryName));

        static string In(string folder, string name) => System.IO.Path.Combine(folder, name);
    }

    /// <summary>Saves the weights as the last.</summary>
    public void SaveLast(Trainer trainer) => SaveModel(LastName, trainer);

    /// <summary>Saves the weights as those that are kept.</summary>
    public void SaveBest(Trainer trainer) => SaveModel(BestName, trainer);

    /// <summary>Saves all epochs' lines.</summary>
    public void SaveHistory(IReadOnlyList<EpochRecord> history) =>
        Write(HistoryName, RunHistory.ToCsv(history));

    /// <summary>Saves all numbers about the network's health.</summary>
    public void SaveDiagnostics(IReadOnlyList<Diagnostic> diagnostics) =>
        Write(DiagnosticsName, RunDiagnostics.ToCsv(diagnostics));

    /// <summary>Saves the weights as they are at this step, beside the snapshots of others.</summary>
    public void SaveSnapshot(Trainer trainer)
    {
        if (IsThere)
        {
            Directory.CreateDirectory(Of(SnapshotsName));
        }

        SaveModel(System.IO.Path.Combine(SnapshotsName, $"step-{trainer.Optimizer.StepCount:D8}.safetensors"), trainer);
    }

    /// <summary>The snapshots that a run folder holds, first to last; none if the run kept none.</summary>
    /// <param name="path">The run's folder.</param>
    public static IReadOnlyList<string> SnapshotsOf(string path)
    {
        string folder = System.IO.Path.Combine(path, SnapshotsName);
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "step-*.safetensors").Order(StringComparer.Ordinal)] : [];
    }

    /// <summary>Saves where the run stands.</summary>
    public void SaveCheckpoint(Trainer trainer) => Write(CheckpointName, stream => Checkpoint.Write(stream, trainer));

    /// <summary>Saves what the run came to, which ends it: it cannot be resumed any more.</summary>
    public void SaveSummary(RunSummary summary) => Write(SummaryName, summary.ToJson() + "\n");

    /// <summary>Brings a trainer to where the run stands, or leaves it at the start if the run has no checkpoint yet.</summary>
    /// <exception cref="InvalidDataException">The checkpoint is damaged or belongs to another run, or the kept weights are gone.</exception>
    public void Restore(Trainer trainer)
    {
        if (HasCheckpoint)
        {
            Checkpoint.Restore(CheckpointPath, trainer);
            if (trainer.Kept is not null && !File.Exists(BestPath))
            {
                throw new InvalidDataException($"{BestPath}: the best weights so far are gone, so the run cannot go on: start it anew in another folder.");
            }
        }
    }

    /// <summary>Lets other processes in.</summary>
    public void Dispose() => _lock.Dispose();

    private static LockFile Lock(string path) => LockFile.TryTake(System.IO.Path.Combine(path, LockName))
        ?? throw new RunFolderBusyException($"{path}: another process is training in this folder: wait for it, or choose another with --run.");

    // No time, machine or path: the same run writes the same bytes everywhere.
    private void SaveModel(string name, Trainer trainer)
    {
        var origin = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["training"] = trainer.Configuration.ToJson(),
            ["data"] = trainer.Data.Fingerprint,
            ["epoch"] = trainer.Progress.Epoch.ToString(),
        };
        Write(name, stream => ModelFile.Write(stream, trainer.Evaluated, origin));
    }

    private void Write(string name, string text) => Write(name, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    private void Write(string name, Action<Stream> write)
    {
        AtBoundary?.Invoke($"before {name}");
        if (!IsThere)
        {
            throw Gone(null);
        }

        try
        {
            AtomicFile.WriteInto(Of(name), write);
        }
        catch (IOException exception) when (!IsThere)
        {
            throw Gone(exception);
        }

        AtBoundary?.Invoke($"after {name}");
    }

    private IOException Gone(Exception? cause) =>
        new($"{Path}: the run's folder was moved or deleted under the training: go on with it where it is now, with --resume.", cause);

    // What a process that was killed while it wrote leaves behind, under a temporary name.
    private void RemoveTornFiles()
    {
        foreach (string name in (string[])[ConfigurationName, HistoryName, LastName, BestName, CheckpointName, SummaryName, DiagnosticsName, TargetsName])
        {
            foreach (string torn in Directory.GetFiles(Path, $"{name}.*.tmp"))
            {
                File.Delete(torn);
            }
        }
    }

    private void Check(TrainingConfiguration configuration, bool isResumed)
    {
        if (!File.Exists(ConfigurationPath))
        {
            return;
        }

        if (!isResumed)
        {
            throw new InvalidDataException($"{Path}: the folder holds a run: continue it with --resume, or choose another with --run.");
        }

        TrainingConfiguration there = ConfigurationOf(Path);
        if (there != configuration)
        {
            throw new InvalidDataException(
                $"{Path}: the folder holds a run of another configuration ({Difference(there, configuration)}): choose another with --run.");
        }

        if (IsFinished(Path))
        {
            throw new InvalidDataException($"{Path}: this run is finished, see its {SummaryName}: to train further, start another run from its {BestName}.");
        }
    }

    private static string Difference(TrainingConfiguration there, TrainingConfiguration here)
    {
        using JsonDocument old = JsonDocument.Parse(there.ToJson()), asked = JsonDocument.Parse(here.ToJson());
        return string.Join(", ", old.RootElement.EnumerateObject()
            .Select(field => (field.Name, There: OneLine(field.Value), Here: OneLine(asked.RootElement.GetProperty(field.Name))))
            .Where(field => field.There != field.Here)
            .Select(field => $"{field.Name} {field.There}, not {field.Here}"));
    }

    private static string OneLine(JsonElement value) => JsonSerializer.Serialize(value);

    private string Of(string file) => System.IO.Path.Combine(Path, file);
}
