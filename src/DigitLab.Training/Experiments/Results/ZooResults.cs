using DigitLab.Neural;

namespace DigitLab.Training;

/// <summary>What came out of a folder of experiments, such as the zoo's, by their runs' folders alone.</summary>
/// <param name="Rows">A line for each definition, those with the most errors first; what is not trained yet comes last.</param>
public sealed record ZooResults(IReadOnlyList<ZooRow> Rows)
{
    /// <summary>Reads all definitions of a folder and the experiments beside them.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="isTimed">Whether to measure how long each network takes for a digit.</param>
    /// <exception cref="FileNotFoundException">There is no such folder, or no definition in it.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static ZooResults Read(string path, bool isTimed = true)
    {
        string[] files = Directory.Exists(path) ? [.. Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal)] : [];
        return files.Length > 0
            ? new ZooResults([.. files.Select(file => ReadOne(file, isTimed)).OrderBy(row => row.Tests.Count == 0 ? 1 : row.Tests.Average(test => test.Accuracy))])
            : throw new FileNotFoundException($"{path}: expected a folder with experiments' definitions, found none: name one such as experiments/zoo.");
    }

    /// <summary>The page.</summary>
    public string ToMarkdown() => ZooMarkdown.Of(this);

    /// <summary>The test digits that each of the networks misreads with more than half of its seeds, ascending; none if nothing is trained.</summary>
    public IReadOnlyList<int> MisreadByAll
    {
        get
        {
            int[][] usual = [.. Rows.Where(row => row.Tests.Count > 0).Select(UsuallyMisread)];
            return usual.Length == 0 ? [] : [.. usual.Aggregate((one, other) => [.. one.Intersect(other)]).Order()];
        }
    }

    private static int[] UsuallyMisread(ZooRow row) =>
        [.. row.Tests.SelectMany(test => test.Errors).CountBy(index => index).Where(count => 2 * count.Value > row.Tests.Count).Select(count => count.Key)];

    private static ZooRow ReadOne(string file, bool isTimed)
    {
        var definition = ExperimentDefinition.Load(file);
        string path = Path.ChangeExtension(file, null);
        if (!ExperimentFolder.IsThere(path))
        {
            return new ZooRow(definition, [], null, null);
        }

        var folder = ExperimentFolder.Open(path);
        TrialRecord[] trials = [.. new ExperimentReader(folder).Read().Where(trial => trial is { Summary: not null, Test: not null })];
        double? time = isTimed && trials.Length > 0 && trials.DistinctBy(trial => trial.Configuration.Model).Count() == 1
            ? InferenceTime.Of(ModelFile.Load(Path.Combine(folder.TrialPath(trials[0].Number), RunFolder.BestName)))
            : null;
        return new ZooRow(folder.Definition, trials, EnsembleResult.Load(path), time);
    }
}
