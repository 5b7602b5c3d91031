using System.Globalization;
using System.Text;
using System.Text.Json;
using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>A run's folder: what goes in, what comes out, and what resuming needs.</summary>
/// <remarks>
/// <c>config.json</c> in; <c>history.csv</c>, <c>last.safetensors</c>, <c>best.safetensors</c>, <c>checkpoint</c>, <c>summary.json</c> out.
/// Every file is whole at every moment. While a process has the folder open, no other may.
/// </remarks>
public sealed class RunFolder : IDisposable
{
    private const string CsvHeader =
        "epoch,training_loss,training_accuracy,validation_loss,validation_accuracy,learning_rate,seconds,digits_per_second";

    private readonly FileStream _lock;

    private RunFolder(string path, FileStream runLock) => (Path, _lock) = (path, runLock);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The weights after the last epoch.</summary>
    public string LastPath => Of("last.safetensors");

    /// <summary>The weights after the epoch with the best score.</summary>
    public string BestPath => Of("best.safetensors");

    /// <summary>Where the run stands.</summary>
    public string CheckpointPath => Of("checkpoint");

    /// <summary>What the run came to; there when it is over.</summary>
    public string SummaryPath => Of("summary.json");

    /// <summary>A line for each epoch.</summary>
    public string HistoryPath => Of("history.csv");

    /// <summary>The configuration.</summary>
    public string ConfigurationPath => Of("config.json");

    /// <summary>Opens a folder for one run, new or to be resumed, and keeps other processes out.</summary>
    /// <param name="path">The folder; made if it is missing.</param>
    /// <param name="configuration">The run's; saved in a new folder, compared in an old one.</param>
    /// <param name="isResumed">Whether a run that is there goes on; else the folder must hold none.</param>
    /// <exception cref="IOException">Another process has it, or it cannot be written.</exception>
    /// <exception cref="InvalidDataException">It holds another run.</exception>
    public static RunFolder Open(string path, TrainingConfiguration configuration, bool isResumed)
    {
        Directory.CreateDirectory(path);
        var folder = new RunFolder(path, Lock(path));
        try
        {
            folder.Check(configuration, isResumed);
            AtomicFile.WriteText(folder.ConfigurationPath, configuration.ToJson() + "\n");
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>The configuration of a run that is there.</summary>
    /// <exception cref="InvalidDataException">The folder holds no run, or a damaged configuration.</exception>
    public static TrainingConfiguration ConfigurationOf(string path)
    {
        string file = System.IO.Path.Combine(path, "config.json");
        return File.Exists(file)
            ? TrainingConfiguration.FromJson(File.ReadAllText(file), file)
            : throw new InvalidDataException($"{path}: expected a run folder with a config.json, found none: check the folder's name.");
    }

    /// <summary>Whether there is a checkpoint to go on from.</summary>
    public bool HasCheckpoint => File.Exists(CheckpointPath);

    /// <summary>Saves the weights as the last.</summary>
    public void SaveLast(Trainer trainer) => Save(LastPath, trainer);

    /// <summary>Saves the weights as the best.</summary>
    public void SaveBest(Trainer trainer) => Save(BestPath, trainer);

    /// <summary>Saves all epochs' lines.</summary>
    public void SaveHistory(IReadOnlyList<EpochRecord> history)
    {
        var csv = new StringBuilder(CsvHeader).Append('\n');
        foreach (EpochRecord record in history)
        {
            csv.Append(
                CultureInfo.InvariantCulture,
                $"{record.Epoch},{record.TrainingLoss},{record.TrainingAccuracy},{record.ValidationLoss},{record.ValidationAccuracy},{record.LearningRate},{record.Seconds:F3},{record.DigitsPerSecond:F0}\n");
        }

        AtomicFile.WriteText(HistoryPath, csv.ToString());
    }

    /// <summary>Saves what the run came to.</summary>
    public void SaveSummary(RunSummary summary) =>
        AtomicFile.WriteText(SummaryPath, JsonSerializer.Serialize(summary, TrainingJson.Options) + "\n");

    /// <summary>Lets other processes in.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        File.Delete(Of(".lock"));
    }

    private static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(System.IO.Path.Combine(path, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new IOException($"{path}: another process is training in this folder: wait for it, or choose another with --run.", exception);
        }
    }

    private static void Save(string path, Trainer trainer) => ModelFile.Save(
        path,
        trainer.Network,
        new Dictionary<string, string>
        {
            ["training"] = JsonSerializer.Serialize(trainer.Configuration, TrainingJson.Options),
            ["epoch"] = trainer.Progress.Epoch.ToString(),
        });

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

        if (ConfigurationOf(Path) != configuration)
        {
            throw new InvalidDataException($"{Path}: the folder holds a run of another configuration: choose another with --run.");
        }
    }

    private string Of(string file) => System.IO.Path.Combine(Path, file);
}
