using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>What runs came to, in <c>results</c> beside their definitions: so results are gathered on several machines, and over time.</summary>
/// <param name="folder">The definitions' folder.</param>
internal sealed class ZooRecord(string folder)
{
    private const string Name = "results";

    /// <summary>What is kept of an experiment; null for nothing.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    internal ZooRecordPart? Experiment(string name) => Load<ZooRecordPart>(PathOf(name));

    /// <summary>What is kept of an ensemble of several experiments; null for nothing.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    internal EnsembleResult? Ensemble(string name) => Load<EnsembleResult>(PathOf(name, ZooResults.EnsemblesName));

    /// <summary>Keeps results; what is kept of others stays.</summary>
    internal void Save(ZooResults results)
    {
        foreach (ZooRow row in results.Rows.Where(row => row.Runs.Count > 0))
        {
            Save(PathOf(row.Definition.Name), new ZooRecordPart(row.Runs, row.Ensemble, row.InferenceMicroseconds));
        }

        foreach (EnsembleRow row in results.EnsemblesOfSeveral.Where(row => row.Result is not null))
        {
            Save(PathOf(row.Name, ZooResults.EnsemblesName), row.Result!);
        }
    }

    private static T? Load<T>(string path)
        where T : class => File.Exists(path) ? TrainingJson.Read<T>(File.ReadAllText(path), path) : null;

    private static void Save<T>(string path, T part) => AtomicFile.WriteText(path, TrainingJson.Write(part) + "\n");

    private string PathOf(string name, string among = "") => Path.Combine(folder, Name, among, $"{name}.json");
}
