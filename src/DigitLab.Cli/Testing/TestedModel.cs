using DigitLab.Data;
using DigitLab.Neural;
using DigitLab.Training;

namespace DigitLab.Cli.Testing;

/// <summary>A network that a command lets read the test digits.</summary>
/// <param name="Path">Where its weights are: a model file or a run's folder; empty for the one that comes with the program.</param>
/// <param name="Network">The network.</param>
/// <param name="RunFolder">The run's folder that it belongs to; null if it belongs to none.</param>
internal sealed record TestedModel(string Path, Network Network, string? RunFolder)
{
    /// <summary>The network that comes with the program, a model file's, that which a run kept; of an experiment's folder all networks.</summary>
    internal static IReadOnlyList<TestedModel> LoadAll(IEnumerable<string> paths) => [.. paths.SelectMany(LoadMany)];

    /// <summary>One network.</summary>
    /// <param name="path">A model file or a run's folder; null for the network that comes with the program.</param>
    internal static TestedModel Load(string? path) => new(path ?? "", ModelSource.Load(path), path is null ? null : FolderOf(path));

    /// <summary>What it is called in a table: the path, or the network's name where there is none.</summary>
    internal string Title => Path.Length == 0 ? $"{Network.Name} (built in)" : Path;

    /// <summary>Notes in its run's folder that it read the test digits.</summary>
    internal void Note(string by, DigitDataset digits, int errors)
    {
        if (RunFolder is not null)
        {
            TestReadings.Add(RunFolder, by, WeightsHash.Of(Network), errors, digits.Count);
        }
    }

    private static IEnumerable<TestedModel> LoadMany(string path)
    {
        if (!ExperimentFolder.IsThere(path))
        {
            return [Load(path)];
        }

        var experiment = ExperimentFolder.Open(path);
        string[] finished = [.. experiment.Trials.Select(trial => experiment.TrialPath(trial.Number)).Where(Training.RunFolder.IsFinished)];
        return finished.Length > 0
            ? finished.Select(trial => Load(trial))
            : throw new InvalidDataException($"{path}: expected an experiment with a finished trial, found none: digitlab experiment run {path} goes on with it.");
    }

    // Weights that were copied elsewhere belong to no run any more.
    private static string? FolderOf(string path) => !System.IO.Path.Exists(path) ? null
        : Directory.Exists(path) ? path
        : System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path)) is string folder && File.Exists(System.IO.Path.Combine(folder, Training.RunFolder.ConfigurationName)) ? folder
        : null;
}
